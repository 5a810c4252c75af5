"""Reference pages of methods from `domar methods --json` on standard input into a folder."""
import json
import os
import sys


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
        return f"{p['min']:g} to {p['max']:g}"
    return ""


def page(m):
    out = [f"# {m['id']}", "", f"**{m['title']['en']}** · {m['title']['zh']}", "",
           m["about"]["en"], "", m["about"]["zh"], "", "```latex", m["formula"], "```", ""]
    out += ["## Answers", ""]
    values = ",".join(c["name"] for c in m["columns"])
    out += table(["`--by`", "dimensions", "what"],
                 [["`%s`" % g["name"], "`year,%s`" % ",".join(g["columns"]),
                   g["doc"]["en"] + " " + g["doc"]["zh"]] for g in m["grains"]])
    out += ["", m["dimensions"]["en"], "", m["dimensions"]["zh"], "",
            f"Value columns: `{values}` (a grain shows those that it has).", ""]
    out += table(["column", "unit", "what", "含义"],
                 [["`%s`" % c["name"], c["unit"] or c["kind"], c["doc"]["en"], c["doc"]["zh"]]
                  for c in m["columns"]])
    for c in m["columns"]:
        if c.get("classes"):
            out += ["", f"`{c['name']}`: " + "; ".join(
                f"`{k['code']}` {k['label']['en']} {k['label']['zh']}" for k in c["classes"])]
    if m["params"]:
        out += ["", "## Parameters", ""]
        out += table(["option", "default", "choices", "what", "含义"],
                     [["`--%s`" % p["name"], "" if p["default"] is None else p["default"], bounds(p),
                       p["doc"]["en"], p["doc"]["zh"]] for p in m["params"]])
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
