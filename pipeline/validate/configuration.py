"""Read the text of an `.ameide.toml`, and the files that it extends, as a rule set."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, get_args

from pydantic import Field, ValidationError

from pipeline.ir.finding import Rule, Severity, Waiver
from pipeline.ir.frozen import Frozen
from pipeline.ir.ruleset import Release, RuleSet, engine
from pipeline.ir.suggesting import suggestion, unknown

Level = Literal["off", "info", "warning", "error"]

LONGEST: Final = 1_000_000
"""Characters of a configuration."""
BEYOND: Final = frozenset(
    {
        *("duplicate-id", "bidi-character", "too-large", "more-problems", "dangling-reference", "missing-import"),
        *("model-retired", "review-incomplete"),
    }
)
"""Names under which the parser and the graph report findings; they are no rules of their own."""


class Known(NamedTuple):
    """The rules, engines and options that a configuration may name."""

    rules: Mapping[str, Rule]
    engines: Mapping[str, Sequence[Release] | None]
    """Releases by engine, the oldest first; empty if the engine has none, None if any may be named."""
    options: Mapping[str, type[Frozen]] = MappingProxyType({})
    """The options of rules, by the id of the rule."""


class ConfigurationWrong(ValueError):
    """A configuration says something that cannot be meant."""


class StatedWaiver(Frozen):
    """A waiver as a configuration file states it."""

    rule: str
    element: str | None = None
    file: str | None = None
    """A pattern; None for every file."""
    reason: str = Field(min_length=1, max_length=2000)
    by: str = Field(min_length=1, max_length=200)
    until: date | None = None


class Configuration(Frozen):
    """An `.ameide.toml`, with what it extends."""

    levels: Mapping[str, Severity | None] = {}
    engines: Mapping[str, Release] = {}
    waivers: tuple[StatedWaiver, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = {}
    prefix: str = ""
    """The beginning of the names of imported models."""
    names: Mapping[str, str] = {}
    """Models by their files, from where the configuration lies, with `/`."""

    def ruleset(self, file: str = "") -> RuleSet:
        """Return the rule set for one file, by its path from where the configuration lies, with `/`."""
        waivers = (each for each in self.waivers if each.file is None or fnmatchcase(file, each.file))
        stated = [Waiver(**each.model_dump(exclude={"file"})) for each in waivers]
        return RuleSet(
            severities=dict(self.levels),
            engines=dict(self.engines),
            waivers=tuple(stated),
            options=dict(self.options),
        )


class _Stated(Frozen):
    extends: str | tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    rules: Mapping[str, str | Mapping[str, Any]] = {}
    """A level, or `level` and options."""
    waivers: tuple[StatedWaiver, ...] = ()
    prefix: str = Field(default="", max_length=100)
    names: Mapping[str, str] = {}


Extended = Callable[[str], Configuration]
"""Return the configuration that another extends, by its name there. Raises ConfigurationWrong."""


def read(text: str, known: Known, extended: Extended | None = None) -> Configuration:
    """Read a configuration; its own statements win over what it extends. Raises ConfigurationWrong."""
    stated = _stated(text)
    names = (stated.extends,) if isinstance(stated.extends, str) else stated.extends
    below = [_extended(name, known, extended) for name in names]
    own = Configuration(
        levels=levels(_levels(stated.rules), known),
        options=dict(_options(stated.rules, known)),
        engines=engines(stated.targets, known),
        waivers=tuple(_waivers(stated.waivers, known)),
        prefix=stated.prefix,
        names=stated.names,
    )
    return merged((*below, own))


def merged(configurations: Iterable[Configuration]) -> Configuration:
    """Merge configurations; a later one wins."""
    every = list(configurations)
    return Configuration(
        levels={name: level for each in every for name, level in each.levels.items()},
        engines={name: release for each in every for name, release in each.engines.items()},
        waivers=tuple(waiver for each in every for waiver in each.waivers),
        options=_together(each.options for each in every),
        prefix=next((each.prefix for each in reversed(every) if each.prefix), ""),
        names={file: name for each in every for file, name in each.names.items()},
    )


def _together(every: Iterable[Mapping[str, Mapping[str, Any]]]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for options in every:
        for rule, said in options.items():
            found[rule] = {**found.get(rule, {}), **said}
    return found


def _levels(rules: Mapping[str, str | Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for name, said in rules.items():
        if isinstance(said, str):
            yield name, said
        elif "level" in said:
            yield name, _levelled(str(said["level"]))


def _options(rules: Mapping[str, str | Mapping[str, Any]], known: Known) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the options of rules. Raises ConfigurationWrong where a rule has none, or not these."""
    for name, said in rules.items():
        for rule in named(name, known):
            if not isinstance(said, str):
                yield rule, _checked_options(rule, {key: said[key] for key in said if key != "level"}, known)


def _checked_options(rule: str, said: Mapping[str, Any], known: Known) -> Mapping[str, Any]:
    options = known.options.get(rule)
    names = [each.replace("_", "-") for each in options.model_fields] if options else []
    if strange := [name for name in said if name not in names]:
        raise ConfigurationWrong(unknown(f"option of {rule}", strange[0], names))
    given = {name.replace("-", "_"): value for name, value in said.items()}
    try:
        return options(**given).model_dump(exclude_unset=True) if options else {}
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        place = str(wrong["loc"][0]).replace("_", "-") if wrong["loc"] else rule
        raise ConfigurationWrong(f"{rule}: {place}: {wrong['msg']}.") from error


def levels(said: Iterable[tuple[str, str]], known: Known) -> dict[str, Severity | None]:
    """Read names of rules, anybody's, with `off`, `info`, `warning` or `error`. Raises ConfigurationWrong."""
    found: dict[str, Severity | None] = {}
    for name, level in said:
        if level not in get_args(Level):
            close = suggestion(level, get_args(Level))
            raise ConfigurationWrong(f"{name} is off, info, warning or error, not {level!r}.{close}")
        found |= dict.fromkeys(named(name, known), None if level == "off" else Severity(level))
    return found


def engines(said: Iterable[str], known: Known) -> dict[str, Release]:
    """Read engines with their releases, `camunda-8@8.6`. Raises ConfigurationWrong where one is not known."""
    return dict(_engine(text, known) for text in said)


def _engine(text: str, known: Known) -> tuple[str, Release]:
    stated = text.partition("@")[0]
    if stated not in known.engines:
        raise ConfigurationWrong(unknown("engine", stated, known.engines))
    try:
        name, release = engine(text)
    except ValueError as error:
        raise ConfigurationWrong(f"{error}.") from error
    releases = known.engines[name]
    if release and releases is not None:
        _check_release(name, release, releases)
    return name, release


def _check_release(name: str, release: Release, releases: Sequence[Release]) -> None:
    """Refuse a release that is not among those of the engine: `8` and `8.6.3` are said for 8.6."""
    if not releases:
        raise ConfigurationWrong(f"{name} has no releases to choose from. Write {name} alone.")
    if not any(each[: len(release)] == release[: len(each)] for each in releases):
        written = [".".join(map(str, each)) for each in releases]
        asked = ".".join(map(str, release))
        newest = f"Use {name}@{written[-1]}, or {name} for the newest."
        raise ConfigurationWrong(f"There is no release {asked} of {name}; there are: {', '.join(written)}. {newest}")


def named(name: str, known: Known) -> Sequence[str]:
    """Return the ids of the rules that a name means: an id, or a name that others use. Raises ConfigurationWrong."""
    names = _names(known.rules)
    if name not in names:
        raise ConfigurationWrong(f"There is no rule {name!r}.{suggestion(name, names)}")
    return names[name]


def _names(known: Mapping[str, Rule]) -> Mapping[str, Sequence[str]]:
    """Return every name with its ids; an id means itself, whatever else is called so."""
    found: dict[str, list[str]] = defaultdict(list)
    for rule in known.values():
        for alias in rule.aliases:
            for name in {alias, alias.rpartition("/")[2]}:
                found[name].append(rule.id)
    return {**found, **{name: [name] for name in (*BEYOND, *known)}}


def _stated(text: str) -> _Stated:
    if len(text) > LONGEST:
        raise ConfigurationWrong(f"A configuration has at most {LONGEST:,} characters.")
    try:
        return _Stated.model_validate(_one_case(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationWrong(f"It is not TOML: {error}.") from error
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in wrong["loc"] if not str(part).startswith(("tuple[", "str")))
        if wrong["type"] == "extra_forbidden":
            known = StatedWaiver.model_fields if place.startswith("waivers.") else _Stated.model_fields
            raise ConfigurationWrong(unknown("setting", place.rpartition(".")[2], known)) from error
        raise ConfigurationWrong(f"{place}: {wrong['msg']}.") from error


def _one_case(said: dict[str, Any]) -> dict[str, Any]:
    """Replace `warn`, which is bpmnlint's word for a warning."""
    rules = said.get("rules")
    if isinstance(rules, dict):
        said["rules"] = {name: _levelled(level) if isinstance(level, str) else level for name, level in rules.items()}
    return said


def _levelled(level: str) -> str:
    return "warning" if level == "warn" else level


def _waivers(stated: Iterable[StatedWaiver], known: Known) -> Iterator[StatedWaiver]:
    """Yield a waiver for each rule that a name means."""
    for waiver in stated:
        yield from (waiver.model_copy(update={"rule": rule}) for rule in named(waiver.rule, known))


def _extended(name: str, known: Known, extended: Extended | None) -> Configuration:
    if name in PRESETS:
        return Configuration(levels={rule.id: PRESETS[name](rule) for rule in known.rules.values()})
    if extended is None or not name.endswith(".toml"):
        raise ConfigurationWrong(unknown("preset", name, PRESETS))
    return extended(name)


def _recommended(rule: Rule) -> Severity | None:
    return rule.severity if rule.on else None


def _correctness(rule: Rule) -> Severity | None:
    wrong = rule.group != "modelling" or rule.severity is Severity.ERROR
    return _recommended(rule) if wrong else None


def _all(rule: Rule) -> Severity | None:
    return rule.severity


def _bpmnlint(rule: Rule) -> Severity | None:
    return rule.severity if any(alias.startswith("bpmnlint/") for alias in rule.aliases) else None


PRESETS: Final[Mapping[str, Callable[[Rule], Severity | None]]] = MappingProxyType(
    {"recommended": _recommended, "correctness": _correctness, "all": _all, "bpmnlint": _bpmnlint}
)
"""Configurations that can be extended by name: the defaults of the rules; without advice on modelling; with matters of
taste; bpmnlint's rules alone."""
