"""Prints every GraphQL document of the installed wandb package as JSON: where it is, and its text.

Python files: string constants, and f-strings whose parts are constants of their module; of other
f-strings only how they begin. The wandb-core binary: its strings.
"""

import ast
import importlib
import json
import pathlib
import re

import wandb

ROOT = pathlib.Path(wandb.__file__).parent
LOOKS_LIKE = re.compile(r"^\s*(#graphql\s*)?(query|mutation|subscription|fragment)\b[^{]*\{", re.S)
DEFINITION = re.compile(rb"(?:query|mutation) [A-Za-z]\w* ?[({]")


def of_file(path):
    tree = ast.parse(path.read_text())
    strings, inner = [], set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inner.update(id(part) for part in node.values)
            strings.append(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.append(node)
    module = None
    for node in strings:
        if isinstance(node, ast.Constant):
            if id(node) not in inner and LOOKS_LIKE.match(node.value):
                yield node.lineno, node.value
            continue
        first = node.values[0]
        if not (isinstance(first, ast.Constant) and LOOKS_LIKE.match(first.value)):
            continue
        if module is None:
            name = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
            module = vars(importlib.import_module(name.removesuffix(".__init__")))
        try:
            code = compile(ast.Expression(node), str(path), "eval")
            yield node.lineno, eval(code, module)
        except NameError:
            yield node.lineno, first.value


def end_of_definition(data, start):
    depth = 0
    for i in range(start, min(len(data), start + 100_000)):
        if data[i] == ord("{"):
            depth += 1
        elif data[i] == ord("}"):
            depth -= 1
            if depth == 0:
                return i + 1
    return None


def of_binary(data):
    position = 0
    while match := DEFINITION.search(data, position):
        start = match.start()
        end = end_of_definition(data, start)
        # A document may go on with the fragments it uses.
        while end is not None and re.match(rb"\s*fragment \w+ on ", data[end : end + 200]):
            end = end_of_definition(data, end)
        position = match.end() if end is None else end
        if end is not None:
            try:
                yield start, data[start:end].decode()
            except UnicodeDecodeError:
                pass


def main():
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        where = path.relative_to(ROOT)
        for line, text in of_file(path):
            found.append({"where": f"{where}:{line}", "text": text})
    core = next(p for p in (ROOT / "bin").iterdir() if p.stem == "wandb-core")
    for _, text in of_binary(core.read_bytes()):
        found.append({"where": "wandb-core", "text": text})
    print(json.dumps({"version": wandb.__version__, "documents": found}))


main()
