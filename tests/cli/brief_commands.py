"""brief_commands.py PAGE TABLE -- every answer in a brief is the one that its command gives.

Runs the command that stands beside each answer, with TABLE in place of the word TABLE, and compares rows to
the last digit.  Prints how many were the same, and how many were missing with their reasons."""
import json
import re
import subprocess
import sys

page, table = sys.argv[1:]
text = open(page, encoding="utf-8").read()
data = json.loads(re.search(r'id="data">(.*?)</script>', text, re.S).group(1).replace("<\\/", "</"))["data"]
same, reasons = 0, []
for name, answer in data.items():
    if "missing" in answer:
        reasons.append(f"{name}: {answer['missing']}")
        continue
    command = answer["command"].replace(" TABLE", " " + table, 1) + " --format json"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        print(name, run.stderr.strip())
        continue
    rows = json.loads(run.stdout)["rows"]
    if [[str(c) for c in row] for row in rows] == [[str(c) for c in row] for row in answer["rows"]]:
        same += 1
    else:
        print(f"{name}: the page has other numbers than {command}")
print(f"{same} of {len(data)} answers are those of their commands")
for reason in reasons:
    print(reason)
