"""transcript.py DOMAR FOLDER FILE.t...: plays shell transcripts and compares what is printed.

A transcript holds commands (`$ command`), what they print on both outputs together, and
`[n]` where the exit code is n instead of 0.  Lines that begin with # are remarks.  Every file is
played by bash in an empty folder of its own, with `domar` in the path, $DATA for tests/data, $PYTHON and
$SHARED for ../shared/data.  A file that starts with `#needs shared` is skipped where that is
missing (exit 77).  With --show instead of FOLDER the transcript is printed as played, to be read.
"""
import os
import shutil
import subprocess
import sys
import tempfile


def read(path):
    """[(command, expected lines, line number)]"""
    cases = []
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if line.startswith("$ "):
                cases.append([line[2:], [], number])
            elif not line.startswith("#") and cases:
                cases[-1][1].append(line)
    for case in cases:
        while case[1] and not case[1][-1]:
            case[1].pop()
    return cases


def play(command, folder, env):
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    lines = done.stdout.decode("utf-8", "replace").rstrip("\n").split("\n")
    lines = [] if lines == [""] else lines
    return lines + ([f"[{done.returncode}]"] if done.returncode else [])


def environment(program):
    root = os.getcwd()
    env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "LC_ALL", "ASAN_OPTIONS")}
    env.update(PATH=os.path.dirname(os.path.abspath(program)) + ":" + env["PATH"], LANG="C.UTF-8",
               DATA=root + "/tests/data", SHARED=os.path.abspath("../shared/data"), ROOT=root, PYTHON=sys.executable)
    return env


def main():
    program, folder, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    env, failures, count, skipped = environment(program), 0, 0, 0
    for path in files:
        with open(path, encoding="utf-8") as f:
            if f.readline().startswith("#needs shared") and not os.path.exists(env["SHARED"]):
                print(f"skipped: ../shared, {path}")
                skipped += 1
                continue
        if folder == "--show":
            place = tempfile.mkdtemp()
        else:
            place = os.path.join(folder, os.path.basename(path))
            shutil.rmtree(place, ignore_errors=True)
            os.makedirs(place)
        for command, want, number in read(path):
            got = play(command, place, env)
            count += 1
            if folder == "--show":
                print("$ " + command, *got, sep="\n")
            elif got != want:
                failures += 1
                print(f"{path}, line {number}: {command}\n  expected:", *want, sep="\n    ")
                print("  printed:", *got, sep="\n    ")
    if folder != "--show":
        print(f"{count} commands, {failures} failures")
    return 1 if failures or not count and not skipped else 77 if not count else 0


sys.exit(main())
