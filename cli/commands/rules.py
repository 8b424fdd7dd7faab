"""`ameide rules`: list the rules, and explain each."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import completion, problems
from cli.commands.validate import Config, Targets
from cli.configuration import NAME, rulesets
from cli.errors import UsageWrong
from cli.options import Json
from cli.output import Output, styled

if TYPE_CHECKING:
    from pipeline.ir.finding import Rule
    from pipeline.ir.ruleset import RuleSet


def rules(
    rule: Annotated[
        str | None,
        typer.Argument(
            help="Id of a rule, or its name in another tool.", metavar="[RULE]", autocompletion=completion.rules
        ),
    ] = None,
    target: Targets = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """List the rules as they apply in this folder, or print the help page of one."""
    with Output(as_json) as output:
        ruleset = rulesets(config, (), target or ())(Path.cwd() / NAME)
        chosen = _chosen(rule)
        if rule is None:
            rows = [(each.id, each.group, _level(each, ruleset), each.title) for each in chosen]
            output.table(("rule", "group", "level", ""), rows)
        else:
            for each in chosen:
                output.show(*_page(each, ruleset))
        output.result({"rules": [_as_json(each, ruleset) for each in chosen]})


def _chosen(name: str | None) -> "list[Rule]":
    from pipeline.operations import configuration
    from pipeline.operations.catalogue import RULES

    if name is None:
        return list(RULES.values())
    try:
        known = [RULES[each] for each in configuration.named(name) if each in RULES]
    except configuration.ConfigurationWrong as error:
        raise UsageWrong(str(error), hint="`ameide rules` lists them.") from error
    if not known:
        raise UsageWrong(f"{name} is reported by the parser or the graph and has no page.", hint="See docs/rules.md.")
    return known


def _level(rule: "Rule", ruleset: "RuleSet") -> str:
    severity = ruleset.severity(rule)
    return "off" if severity is None else severity.value


def _page(rule: "Rule", ruleset: "RuleSet") -> list[Any]:
    from pipeline.operations.catalogue import FORMATS

    level = _level(rule, ruleset)
    facts = [f"{rule.group}, version {rule.version}"]
    facts += [f"for models in {rule.format}"] if rule.format and len(FORMATS) > 1 else []
    facts += [f"for {', '.join(rule.targets) or rule.target}"] if rule.targets or rule.target else []
    facts += [rule.source] if rule.source else []
    facts += [f"also {', '.join(rule.aliases)}"] if rule.aliases else []
    head = styled((rule.id, "bold"), "  ", (level, problems.STYLES.get(level, "dim")), (f"  {'; '.join(facts)}", "dim"))
    # of Markdown, the pages use emphasis and fenced code: the first is left out, the second reads well as it is
    return [head, *(styled(line.replace("**", "")) for line in ("", *rule.help.splitlines(), ""))]


def _as_json(rule: "Rule", ruleset: "RuleSet") -> dict[str, Any]:
    """Stable: docs/command.md."""
    return {**rule.model_dump(mode="json", exclude={"on"}), "level": _level(rule, ruleset)}
