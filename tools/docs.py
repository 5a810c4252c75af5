"""Reference pages of methods from `domar methods --json` on standard input into a folder.  The
headers are those of answers: docs.py DIR PROGRAM TABLE."""
import json
import os
import subprocess
import sys


UNITS = {"factor": "unit of the row", "money": "money of the table"}


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(cell(c) for c in row) + " |" for row in rows]


def bounds(p):
    if "choices" in p:
        return " / ".join(p["choices"])
    if p["kind"] == "bool":
        return "true / false"
    if "min" in p:
        return f"{number(p['min'])} to {number(p['max'])}"
    return ""


def number(x):
    return f"{x:.0f}" if x == int(x) and abs(x) < 1e9 else f"{x:g}".replace("e+", "e")


def option(name):
    return "--" + name.replace("_", "-")


def default(p):
    return "" if p["default"] is None else str(p["default"]).lower() if p["kind"] == "bool" else p["default"]


def company(p):
    if "only" not in p:
        return ""
    name, value = p["only"].split("=")
    return f"With `{option(name)} {value}`. "


SAMPLE = "examples/panels/sample.csv"


def example(m):
    """The options under which a method on panels answers on the sample panel."""
    words = []
    for pair in m["example"].split():
        name, value = pair.split("=", 1)
        words += [option(name)] if value == "true" else [option(name), value]
    return words


def header(m, grain):
    on = [SAMPLE, *example(m)] if "panel" in m["needs"] else [sys.argv[3]]
    run = subprocess.run([sys.argv[2], "run", m["id"], *on, "--by", grain, "--format", "csv",
                          *(["--scenario", m["example"]] if "scenario" in m["needs"] else [])],
                         capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        sys.exit(f"{m['id']} by {grain}: {run.stderr.strip()}")
    return run.stdout.split("\n", 1)[0]


def terms(m):
    out, group = ["", "## Terms"], None
    for t in m["terms"]:
        if t["group"] != group:
            group = t["group"]
            out += ["", f"### {group}", ""] if group else [""]
            out += table(["term", "what", "含义"], [])
        out += table([], [["`%s`" % t["code"], f"**{t['label']['en']}**: {t['doc']['en']}",
                           f"**{t['label']['zh']}**：{t['doc']['zh']}"]])[2:]
    return out


def page(m):
    out = [f"# {m['id']}", "", f"**{m['title']['en']}** · {m['title']['zh']}", "",
           m["about"]["en"], "", m["about"]["zh"], "", "```latex", m["formula"], "```", ""]
    out += ["## Answers", ""]
    out += table(["`--by`", "CSV header, default parameters", "what"],
                 [["`%s`" % g["name"], "`%s`" % header(m, g["name"]),
                   g["doc"]["en"] + " " + g["doc"]["zh"]] for g in m["grains"]])
    out += ["", m["dimensions"]["en"], "", m["dimensions"]["zh"], "", "Value columns:", ""]
    out += table(["column", "unit", "what", "含义"],
                 [["`%s`" % c["name"], UNITS.get(c["unit"], c["unit"]) or c["kind"], c["doc"]["en"], c["doc"]["zh"]]
                  for c in m["columns"]])
    for c in m["columns"]:
        if c.get("classes"):
            out += ["", f"`{c['name']}`: " + "; ".join(
                f"`{k['code']}` {k['label']['en']} {k['label']['zh']}" for k in c["classes"])]
    if m["terms"]:
        out += terms(m)
    if m["params"]:
        out += ["", "## Parameters", ""]
        out += table(["option", "default", "choices", "what", "含义"],
                     [["`%s`" % option(p["name"]), default(p), bounds(p),
                       company(p) + p["doc"]["en"], p["doc"]["zh"]] for p in m["params"]])
    if "wedges" in m["needs"]:
        out += ["", "Takes `--wedges FILE` too: [wedges over years](../wedges.md). 另可用 `--wedges FILE` 给定历年楔子。"]
    if "panel" in m["needs"]:
        words = " ".join(f'"{w}"' if any(c in w for c in " ()<>&|*") else w for w in example(m))
        out += ["", "On a panel ([panels](../panels.md)), such as the made-up one that ships:", "", "```sh",
                f"domar run {m['id']} {SAMPLE}{' ' + words if words else ''}", "```"]
    out += ["", "## Sources", ""]
    out += [f"- {c['text']}{' ' + c['where'] if c['where'] else ''}" for c in m["cite"]]
    out += ["", "## Laws", ""]
    out += [f"- {law}: {text}" for law, text in m["laws"].items()]
    return "\n".join(out) + "\n"


def main():
    folder = sys.argv[1]
    about = json.load(sys.stdin)
    for m in about["methods"]:
        with open(os.path.join(folder, m["id"] + ".md"), "w", encoding="utf-8") as f:
            f.write("<!-- made by `make docs` from the method table -->\n" + page(m))


main()
