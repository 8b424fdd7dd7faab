"""Move the tokens of a BPMN process, deterministically. This file is the same for every process.

A step is a method of the workflow: it runs its element, then returns the next steps of its token.
A scope is one run of a process or sub-process: its tokens, its variables, its end.
"""

import asyncio
import calendar
import re
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError, is_cancelled_exception

Variables = dict[str, Any]
Step = Callable[["Scope"], Awaitable["Route"]]
Work = Callable[[], Awaitable[None]]
AnyStep = TypeVar("AnyStep", bound=Callable[..., Any])
FOR_EVER = -1
CANCEL = "bpmn:cancel"
"""The error by which a transaction is cancelled: only its boundary event for that catches it."""
UNCAUGHT = ("NotImplementedError", CANCEL)
"""What an error event without a code does not catch: code that nobody has written, and the end of a transaction."""
DATA_ERRORS: list[type[BaseException]] = [ArithmeticError, LookupError, TypeError]
"""Errors of a condition with unexpected data: they fail the workflow instead of being retried."""


@dataclass(frozen=True)
class Hop:
    """A token's way to its next step; `via` is the flow that it takes, if the step needs it."""

    step: Step
    via: str = ""


Route = list[Hop]


def to(step: Step, via: str = "") -> Hop:
    """Return the hop to this step."""
    return Hop(step, via)


@dataclass(frozen=True)
class Join:
    """The condition of a joining gateway: a token on every flow, or on every flow that one can still reach."""

    flows: Mapping[str, str]
    """Incoming flows, each with the step that it comes from."""
    all_of_them: bool

    def ready(self, arrived: Mapping[str, int], elsewhere: Iterable[frozenset[str]]) -> bool:
        """Return true if it can continue, given the tokens that arrived by flow and the steps that others can reach."""
        missing = {step for flow, step in self.flows.items() if not arrived.get(flow)}
        if not missing or self.all_of_them:
            return not missing
        there = {step for flow, step in self.flows.items() if arrived.get(flow)}
        return not any(missing & reached and not there & reached for reached in elsewhere)


def element(id_: str) -> Callable[[AnyStep], AnyStep]:
    """Tell which element of the model a step runs."""

    def mark(step: AnyStep) -> AnyStep:
        step.__dict__["element"] = id_
        return step

    return mark


def join_all(*flows: str) -> Callable[[AnyStep], AnyStep]:
    """Make a step wait until a token has arrived by each of these flows."""
    return _joining(Join(dict.fromkeys(flows, ""), all_of_them=True))


def join_active(flows: Mapping[str, str]) -> Callable[[AnyStep], AnyStep]:
    """Make a step wait until no other token can arrive by one of these flows, given with their source steps."""
    return _joining(Join(flows, all_of_them=False))


def _joining(join: Join) -> Callable[[AnyStep], AnyStep]:
    def mark(step: AnyStep) -> AnyStep:
        step.__dict__["join"] = join
        return step

    return mark


_DURATION = re.compile(
    r"P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)


_CYCLE = re.compile(r"R(-1|\d*)/([^/]+)/([^/]+)")
_ZONED = re.compile(r"(.+)\[([^\[\]]+)\]")


def delay(when: object) -> timedelta:
    """Return the time from now, given seconds, an ISO 8601 duration (P1M is a month from now), or a date."""
    if isinstance(when, (int, float)):
        return timedelta(seconds=when)
    now, text = workflow.now(), str(when).strip()
    if parts := _DURATION.fullmatch(text):
        return _after(now, parts) - now
    return max(_date(text) - now, timedelta())


async def until_next(cycle: str) -> None:
    """Wait until the next time of `R3/<start>/<period>` or `R3/<period>/<end>`; for ever where none is left."""
    waiting = _until_next(cycle)
    if waiting is None:
        await asyncio.Event().wait()
    else:
        await workflow.sleep(waiting)


def _until_next(cycle: str) -> timedelta | None:
    """The time from now to the first later one of a repeating interval; None where all are past."""
    stated = _CYCLE.fullmatch(cycle.strip())
    if stated is None:
        raise FlowError(f"{cycle!r} is no repeating interval with a start or an end")
    now, most = workflow.now(), int(stated[1]) if stated[1] not in ("", "-1") else None
    first, second = _DURATION.fullmatch(stated[2]), _DURATION.fullmatch(stated[3])
    if (first is None) == (second is None):
        raise FlowError(f"{cycle!r} has not one date and one duration")
    period, anchor = first or second, _date(stated[3] if first else stated[2])
    if period is None or _after(anchor, period) <= anchor:
        raise FlowError(f"{cycle!r} repeats without any time between")
    way, number = (-1, 0) if first else (1, 0)
    clock = _clock(period)
    if clock and not _months(period):
        # the times near now, without counting all between
        number = max(0, int(abs(now - anchor) / clock) - 1) if (now > anchor) == (way > 0) else 0
        number = number if most is None else min(number, max(0, most - 1))
    found = None
    while most is None or number < most:
        at = _after(anchor, period, way * number)
        if (at > now) if way > 0 else (at <= now):
            break
        found, number = (at, number + 1) if way < 0 else (None, number + 1)
    if way > 0:
        return at - now if (most is None or number < most) and at > now else None
    return found - now if found is not None and found > now else None


def _date(text: str) -> datetime:
    """A date with its zone: `2036-01-01T10:00:00+02:00[Europe/Berlin]`; without one, of UTC."""
    zoned = _ZONED.fullmatch(text)
    try:
        date = datetime.fromisoformat(zoned[1] if zoned else text)
        if zoned:
            zone = ZoneInfo(zoned[2])
            return date.astimezone(zone) if date.tzinfo else date.replace(tzinfo=zone)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise FlowError(f"{text!r} is neither an ISO 8601 duration nor a date") from error
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _after(date: datetime, parts: re.Match[str], times: int = 1) -> datetime:
    """The date so many durations later: the months by the calendar, the days by the clock of its zone."""
    return _later(date, times * _months(parts)) + times * _clock(parts)


def _months(parts: re.Match[str]) -> int:
    return 12 * int(parts[1] or 0) + int(parts[2] or 0)


def _clock(parts: re.Match[str]) -> timedelta:
    weeks, days, hours, minutes = (int(part or 0) for part in parts.groups()[2:6])
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=float(parts[7] or 0))


def _later(date: datetime, months: int) -> datetime:
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date.replace(year=year, month=month + 1, day=min(date.day, last))


class BpmnError(ApplicationError):
    """A business error: boundary events with its code catch it, and it is not retried."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code, type=code, non_retryable=True)


class FlowError(ApplicationError):
    """The process cannot continue, because something that it needs is missing; it is not retried."""

    def __init__(self, message: str) -> None:
        super().__init__(message, type="FlowError", non_retryable=True)


class Feel:
    """A value in a FEEL expression: what is missing is null, and so is what cannot be compared or reckoned with."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __getitem__(self, name: str) -> "Feel":
        return Feel(self.value.get(name) if isinstance(self.value, Mapping) else None)

    def __bool__(self) -> bool:
        return self.value is True

    def equals(self, other: Any) -> "Feel":
        """Whether both are the same; null where they are of different kinds."""
        left, right = self.value, _plain(other)
        if left is None or right is None:
            return Feel(left is right)
        return Feel(left == right if _alike(left, right) else None)

    def __and__(self, other: Any) -> "Feel":
        both = (self.value, _plain(other))
        return Feel(False if any(one is False for one in both) else True if all(one is True for one in both) else None)

    def __or__(self, other: Any) -> "Feel":
        both = (self.value, _plain(other))
        return Feel(True if any(one is True for one in both) else False if all(one is False for one in both) else None)

    def __invert__(self) -> "Feel":
        return Feel(not self.value if isinstance(self.value, bool) else None)

    def __lt__(self, other: Any) -> "Feel":
        return self._reckoned(other, lambda left, right: left < right)

    def __le__(self, other: Any) -> "Feel":
        return self._reckoned(other, lambda left, right: left <= right)

    def __gt__(self, other: Any) -> "Feel":
        return self._reckoned(other, lambda left, right: left > right)

    def __ge__(self, other: Any) -> "Feel":
        return self._reckoned(other, lambda left, right: left >= right)

    def __add__(self, other: Any) -> "Feel":
        return self._reckoned(other, lambda left, right: left + right)

    def __sub__(self, other: Any) -> "Feel":
        return self._reckoned(other, lambda left, right: left - right, texts=False)

    def __mul__(self, other: Any) -> "Feel":
        return self._reckoned(other, lambda left, right: left * right, texts=False)

    def __truediv__(self, other: Any) -> "Feel":
        return self._reckoned(other, lambda left, right: left / right if right else None, texts=False)

    def _reckoned(self, other: Any, how: Callable[[Any, Any], Any], texts: bool = True) -> "Feel":
        left, right = self.value, _plain(other)
        fits = _alike(left, right) and not isinstance(left, bool) and isinstance(left, (int, float, str))
        return Feel(how(left, right) if fits and (texts or not isinstance(left, str)) else None)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Feel) else value


def _alike(left: Any, right: Any) -> bool:
    """Whether both are numbers, or both are of one other type."""
    numbers = [isinstance(one, (int, float)) and not isinstance(one, bool) for one in (left, right)]
    return all(numbers) or (not any(numbers) and type(left) is type(right))


@dataclass(eq=False)
class _Come:
    """Something that has come from outside."""

    name: str
    payload: Variables
    broadcast: bool = False
    update: bool = False
    key: Any = None
    taken: bool | None = None


@dataclass(eq=False)
class _Waiter:
    """A step that waits for a message, a signal, or somebody who finishes a task."""

    name: str
    got: "asyncio.Future[Variables]"
    broadcast: bool = False
    kept: bool = True
    """Whether it takes what has come before."""
    key: str = ""
    item: Any = None

    def suits(self, come: _Come) -> bool:
        return not self.got.done() and (self.name, self.broadcast) == (come.name, come.broadcast)


class Process:
    """The state of a process: its waiting steps, the messages that arrived, and the positions of its tokens."""

    WAYS: ClassVar[Mapping[str, Sequence[str]]] = {}
    """Steps that a token can reach from each step; only if a join needs them."""

    def __init__(self) -> None:
        self._scopes: list[Scope] = []
        self._waiting: list[_Waiter] = []
        self._come: list[_Come] = []
        self._kept: list[_Come] = []
        self._updates = 0
        self._handing_out: asyncio.Task[None] | None = None
        self._children: dict[str, int] = {}
        self._reached: dict[tuple[str, str], frozenset[str]] = {}

    @workflow.query
    def waiting_for(self) -> list[str]:
        """Updates and signals that some step waits for now."""
        return [waiter.name for waiter in self._waiting if not waiter.got.done()]

    @workflow.query
    def open_tasks(self) -> list[dict[str, Any]]:
        """Tasks that wait for somebody, each with its key and item where it is one of several."""
        tasks = [waiter for waiter in self._waiting if waiter.key and not waiter.got.done()]
        return [{"task": waiter.name, "key": waiter.key, "item": waiter.item} for waiter in tasks]

    @workflow.query
    def active_steps(self) -> list[str]:
        """Return the elements that have a token now, by their ids."""
        return [element for scope in self._scopes for element in scope.elements()]

    def open(self, variables: Mapping[str, Any] | None) -> "Scope":
        """Return the outermost scope, with the input as its variables."""
        return Scope(self, Variables(variables or {}))

    def child_id(self, element: str) -> str:
        """Return the id of a child workflow, by which others signal it: `<own id>/<element>`, then with a number."""
        number = self._children[element] = self._children.get(element, 0) + 1
        return f"{workflow.info().workflow_id}/{element}" + (f"-{number}" if number > 1 else "")

    def reach(self, step: str, join: str) -> frozenset[str]:
        """Return every step that a token can reach from a step without passing the join."""
        if (step, join) not in self._reached:
            seen, waiting = {join, step}, [step]
            while waiting:
                new = [after for after in self.WAYS.get(waiting.pop(), ()) if after not in seen]
                seen.update(new)
                waiting += new
            self._reached[step, join] = frozenset(seen - {join})
        return self._reached[step, join]

    def expect(self, name: str, key: Any = None) -> None:
        """Refuse an update that nothing waits for."""
        coming = sum(come.name == name and come.key == key for come in self._come)
        if len(self._for(_Come(name, {}, key=key))) <= coming:
            raise ApplicationError(_nothing_waits(name, key), type="NotWaiting")

    async def finish(self, name: str, payload: Variables | None, key: Any = None) -> None:
        """Finish a task: that with this key or item, or the one that waits longest. Refused where none is open."""
        come = _Come(name, payload or {}, update=True, key=key)
        self._come.append(come)
        self._updates += 1
        try:
            await workflow.wait_condition(lambda: come.taken is not None)
        finally:
            self._updates -= 1
        if not come.taken:
            raise ApplicationError(_nothing_waits(name, key), type="NotWaiting")

    def post(self, name: str, payload: Variables | None) -> None:
        """Take a message from outside, for the one step that will take it, now or later."""
        self._come.append(_Come(name, payload or {}))

    def hear(self, name: str, payload: Variables | None) -> None:
        """Take a signal from outside, for every step that waits for it when its turn comes."""
        self._come.append(_Come(name, payload or {}, broadcast=True))

    def broadcast(self, name: str, payload: Variables | None) -> None:
        """Wake every step that waits for this signal now."""
        for waiter in self._for(_Come(name, {}, broadcast=True)):
            waiter.got.set_result(payload or {})

    async def message(self, name: str, *, kept: bool = True) -> Variables:
        """Wait for a message; each is taken once. `kept`: also one that has come before somebody waited."""
        return await self._wait(_Waiter(name, _future(), kept=kept))

    async def signal(self, name: str) -> Variables:
        """Wait for the next broadcast of a signal."""
        return await self._wait(_Waiter(name, _future(), broadcast=True))

    async def task(self, name: str, scope: "Scope") -> Variables:
        """Wait until somebody finishes a task."""
        key, item = scope.place()
        return await self._wait(_Waiter(name, _future(), kept=False, key=key or "0", item=item))

    def begin(self) -> None:
        """Hand on from now what comes from outside."""
        if self._handing_out is None:
            self._handing_out = asyncio.create_task(self._hand_out())

    def end(self) -> None:
        """Hand on nothing any more, and refuse what has just come."""
        if self._handing_out is not None:
            self._handing_out.cancel()
        for come in self._come:
            come.taken = False

    async def answered(self) -> None:
        """Wait until those are answered who finish a task just now."""
        if self._updates:
            await workflow.wait_condition(lambda: not self._updates)

    async def _wait(self, waiter: _Waiter) -> Variables:
        self.begin()
        self._waiting.append(waiter)
        try:
            return await waiter.got
        finally:
            self._waiting.remove(waiter)

    async def _hand_out(self) -> None:
        """Hand on what comes, one after the other in its order, each when nothing else moves any more.

        So the first of several that race is the first that came, and what it does not take stays for others.
        """
        while True:
            await workflow.wait_condition(lambda: bool(self._come) or self._wanted() is not None)
            if (wanted := self._wanted()) is not None:
                self._kept.remove(wanted[0])
                wanted[1].got.set_result(wanted[0].payload)
            else:
                self._take(self._come.pop(0))

    def _take(self, come: _Come) -> None:
        waiters = self._for(come)
        come.taken = bool(waiters)
        for waiter in waiters if come.broadcast else waiters[:1]:
            waiter.got.set_result(come.payload)
        if not (waiters or come.broadcast or come.update):
            self._kept.append(come)

    def _wanted(self) -> tuple[_Come, _Waiter] | None:
        """The first message that was kept and that a step waits for now, and this step."""
        for come in self._kept:
            for waiter in self._for(come):
                if waiter.kept:
                    return come, waiter
        return None

    def _for(self, come: _Come) -> list[_Waiter]:
        """The steps that wait for it, those that wait longest first; of tasks, those with its item or its key."""
        found = [waiter for waiter in self._waiting if waiter.suits(come)]
        if come.key is None:
            return found
        own = [waiter for waiter in found if waiter.item == come.key and type(waiter.item) is type(come.key)]
        return own or [waiter for waiter in found if waiter.key == str(come.key)]


def _future() -> "asyncio.Future[Variables]":
    return asyncio.get_running_loop().create_future()


def _nothing_waits(name: str, key: Any) -> str:
    return f"nothing waits for {name} now" if key is None else f"nothing waits for {name} with the key {key!r} now"


class Scope:
    """One run of a process or sub-process."""

    keeps = False
    """Whether what is set here and is not known outside stays here."""
    within = False
    """Whether it only runs a part of the scope around it: a repetition, or the body of an event sub-process."""

    def __init__(self, process: Process, variables: Variables, parent: "Scope | None" = None) -> None:
        self._process = process
        self._variables = variables
        self._parent = parent
        self._tokens: list[_Token] = []
        self._arrived: dict[str, tuple[Step, dict[str, int]]] = {}
        self._over = asyncio.Event()
        self._failure: BaseException | None = None
        self._done: list[_Done] = []
        self._held: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        """Return a variable of this scope, or of the nearest enclosing scope that has it."""
        if name in self._variables:
            return self._variables[name]
        if self._parent is None:
            raise FlowError(f"variable {name!r} was set by no input, activity or message")
        return self._parent[name]

    @property
    def feel(self) -> "_FeelScope":
        """The variables as FEEL reads them: what is missing is null."""
        return _FeelScope(self)

    def visible(self) -> Variables:
        """Return all variables that can be read here."""
        return {**(self._parent.visible() if self._parent else {}), **self._variables}

    def payload(self) -> Variables:
        """What an activity gets: all variables but the lists that repetitions around it go through, item by item."""
        return {**(self._parent.payload() if self._parent else {}), **self._variables}

    def place(self) -> tuple[str, Any]:
        """The numbers of the repetitions around, as `2` or `0.2`, and the item of the innermost."""
        return self._parent.place() if self._parent else ("", None)

    def merge(self, values: Mapping[str, Any] | None) -> None:
        """Set variables: existing ones in place, new ones in the nearest repetition, else in the outermost scope."""
        for name, value in (values or {}).items():
            self._home(name)._variables[name] = value

    def _home(self, name: str) -> "Scope":
        scope = self
        while name not in scope._variables and scope._parent is not None and not scope.keeps:
            scope = scope._parent
        return scope

    def active(self) -> list[str]:
        """Return the names of the steps that have a token here."""
        return [token.at for token in self._tokens if token.at]

    def elements(self) -> list[str]:
        """Return the ids of the elements that have a token here."""
        return [token.element for token in self._tokens if token.element]

    async def run(
        self,
        *starts: Step,
        until: Sequence[Step] = (),
        beside: Sequence[tuple[Step, int]] = (),
        errors: Sequence[tuple[str, Step]] = (),
        escalations: Sequence[tuple[str, Step, bool]] = (),
    ) -> None:
        """Run from the starts until no token is left. The rest are starts of event sub-processes: see `guard`."""
        self._process._scopes.append(self)
        self._process.begin()
        try:
            route = await self._guard(
                lambda: self._drain([Hop(step) for step in starts]),
                until,
                beside,
                errors,
                escalations,
                lambda route: self._spawn("", self._aside, route),
            )
            if route:
                await self._nested(route)
        finally:
            self._process._scopes.remove(self)
            if self._parent is None:
                self._process.end()
        if self._parent is None:
            await self._process.answered()

    async def nested(
        self,
        *starts: Step,
        until: Sequence[Step] = (),
        beside: Sequence[tuple[Step, int]] = (),
        errors: Sequence[tuple[str, Step]] = (),
        escalations: Sequence[tuple[str, Step, bool]] = (),
        name: str = "",
        undo: Step | None = None,
        transaction: bool = False,
    ) -> None:
        """Run a sub-process. `name`: it can be compensated afterwards, by what was done in it or by `undo`.

        `transaction`: when it is cancelled, what was done in it is compensated before that is thrown on.
        """
        inner = Scope(self._process, {}, self)
        try:
            await inner.run(*starts, until=until, beside=beside, errors=errors, escalations=escalations)
        except FailureError as failure:
            if transaction and _code(failure) == CANCEL:
                await inner.compensate()
            raise
        if name:
            self._whole()._done.append(_Done(name, lambda: inner._nested([Hop(undo)]) if undo else inner.compensate()))

    async def guard(
        self,
        work: Work,
        *,
        until: Sequence[Step] = (),
        beside: Sequence[tuple[Step, int]] = (),
        errors: Sequence[tuple[str, Step]] = (),
        escalations: Sequence[tuple[str, Step, bool]] = (),
    ) -> Route | None:
        """Do the work of an activity that has boundary events; return None if it ended by itself.

        The first step of `until` that ends stops the work, and its route is taken instead. The steps of
        `beside` start tokens of their own, each at most the stated number of times. `errors` catch by code, "" any,
        and so do `escalations`, each of which says whether it stops the work.
        """
        return await self._guard(work, until, beside, errors, escalations, self._start)

    async def turns(self, condition: Callable[["Scope"], object], event: str = "") -> None:
        """Wait until a condition holds. After the same event, it has to fail first, so that it holds again."""
        if event and event in self._held:
            await workflow.wait_condition(lambda: not self._holds(condition))
        await workflow.wait_condition(lambda: self._holds(condition))
        self._held.add(event)

    def _holds(self, condition: Callable[["Scope"], object]) -> bool:
        """Whether a condition holds; not while a variable that it reads is missing, or of another type."""
        try:
            return bool(condition(self))
        except (FlowError, ArithmeticError, LookupError, TypeError):
            return False

    async def escalate(self, code: str) -> None:
        """Throw an escalation to the nearest event around that catches its code; nothing happens where none does."""
        for catcher in reversed(_CATCHING.get()):
            for caught, step, interrupting in catcher.catches:
                if caught in ("", code):
                    await catcher.take(step, interrupting)
                    return

    def completed(self, activity: str, handler: Step) -> None:
        """Remember that an activity has ended, and the step that compensates it."""
        self._whole()._done.append(_Done(activity, lambda: _call(handler, self)))

    async def compensate(self, activity: str = "") -> None:
        """Compensate an activity, or all that have ended in this scope: the last one first, and each once.

        That goes on to its end, even if whoever waits for it is cancelled.
        """
        scope = self._whole()
        while activity and scope._parent is not None and all(done.name != activity for done in scope._done):
            scope = scope._parent
        undone = [done for done in scope._done if activity in ("", done.name)]
        scope._done = [done for done in scope._done if done not in undone]

        async def undo() -> None:
            for done in reversed(undone):
                await done.undo()

        await _to_the_end(undo)

    def _whole(self) -> "Scope":
        """The run of the process or sub-process that this is a part of."""
        scope = self
        while scope.within and scope._parent is not None:
            scope = scope._parent
        return scope

    async def first(self, *steps: Step) -> Route:
        """Wait for several events; return the route of the first, and cancel the others."""
        tasks = [asyncio.create_task(_call(step, self)) for step in steps]
        try:
            await workflow.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            return next(task for task in tasks if task.done()).result()
        finally:
            await _give_up(tasks)

    async def each(
        self,
        items: object,
        once: Callable[["Scope"], Awaitable[None]],
        *,
        name: str = "item",
        parallel: bool = False,
        first: int = 0,
        over: str = "",
        enough: Callable[["Scope"], bool] = lambda _: False,
        collect: Callable[["Scope"], Any] | None = None,
    ) -> list[Any]:
        """Repeat for each item, or that many times; what a repetition sets stays its own and is answered.

        `first`: the number of the first one. `over`: the variable with the list. `enough` is asked of each that has
        ended. `collect`: what is answered of each instead of its variables; null of those that were stopped.
        """
        listed = _listed(items)
        repeated = _Repeated(len(listed), over)
        runs = [
            Repetition(self._process, {name: item, "loopCounter": number}, self, repeated, item)
            for number, item in enumerate(listed, first)
        ]
        for together in [runs] if parallel else [[run] for run in runs]:
            if await _all_or_enough(together, once, repeated, enough):
                break
        if collect is not None:
            return [collect(run) if run.ended else None for run in runs]
        return [run._variables for run in runs if run.ended]

    async def mapped(
        self,
        work: Callable[["Scope"], Awaitable[None]],
        *,
        given: Mapping[str, Callable[["Scope"], Any]] = MappingProxyType({}),
        only: bool = False,
        taken: Mapping[str, Callable[["Scope"], Any]] = MappingProxyType({}),
        keeps: bool = False,
    ) -> None:
        """Do work with variables of its own: these are given, each may read those before it; then some are taken.

        `only`: an activity or child gets nothing but what is given. `keeps`: nothing but what is taken is set outside.
        """
        inside = Mapped(self._process, {}, self, only, keeps)
        for name, value in given.items():
            inside._variables[name] = value(inside)
        await work(inside)
        self.merge({name: value(inside) for name, value in taken.items()})

    def terminate(self) -> None:
        """End this scope now, with all its tokens."""
        self._over.set()

    async def _nested(self, route: Route) -> None:
        inner = Scope(self._process, {}, self)
        inner.within = True
        self._process._scopes.append(inner)
        try:
            await inner._drain(route)
        finally:
            self._process._scopes.remove(inner)

    async def _drain(self, hops: Route) -> None:
        try:
            self._start(hops)
            await self._over.wait()
        finally:
            self._over.set()
            await _give_up([token.task for token in self._tokens if token.task is not None])
        if self._failure is not None:
            raise self._failure

    async def some(self, steps: Sequence[Step], enough: Callable[["Scope"], object], stops: bool) -> bool:
        """Run steps at the same time, each with what follows it; true once it is enough after one of them."""
        everything = [asyncio.create_task(self._nested([Hop(step)])) for step in steps]
        open_ones, found = list(everything), False
        try:
            while open_ones and not (found and stops):
                await workflow.wait(open_ones, return_when=asyncio.FIRST_COMPLETED)
                for task in [task for task in open_ones if task.done()]:
                    task.result()
                    open_ones.remove(task)
                    found = found or self._holds(enough)
            return found
        finally:
            await _give_up(everything)

    async def _guard(
        self,
        work: Work,
        until: Sequence[Step],
        beside: Sequence[tuple[Step, int]],
        errors: Sequence[tuple[str, Step]],
        escalations: Sequence[tuple[str, Step, bool]],
        start: Callable[[Route], None],
    ) -> Route | None:
        if not (until or beside or escalations):
            return await self._caught(work, errors)
        self._held.difference_update(step.__name__ for step in (*until, *(step for step, _ in beside)))
        catcher = _Catcher(escalations, start)
        job = asyncio.create_task(catcher.around(self._caught(work, errors)))
        stopping = [*until, *([catcher.taken] if escalations else [])]
        ways_out = [asyncio.create_task(_call(step, self)) for step in stopping]
        watches = [asyncio.create_task(self._watch(step, times, start)) for step, times in beside]
        everything: list[asyncio.Task[Any]] = [job, *ways_out, *watches]
        try:
            while not any(task.done() for task in (job, *ways_out)):
                open_ones = [task for task in everything if not task.done()]
                await workflow.wait(open_ones, return_when=asyncio.FIRST_COMPLETED)
                for watch in watches:
                    if watch.done():
                        watch.result()
            return next(task for task in (job, *ways_out) if task.done()).result()
        finally:
            await _give_up(everything)

    async def _caught(self, work: Work, errors: Sequence[tuple[str, Step]]) -> Route | None:
        try:
            await work()
        except FailureError as failure:
            if is_cancelled_exception(failure):
                raise
            found = _code(failure)
            for code, step in errors:
                if code == found or (code == "" and found not in UNCAUGHT):
                    return await step(self)
            raise
        return None

    async def _watch(self, step: Step, times: int, start: Callable[[Route], None]) -> None:
        while times:
            start(await step(self))
            times -= 1

    def _start(self, hops: Route) -> None:
        for hop in hops:
            if not self._parks(hop):
                self._spawn(hop.step.__name__, self._walk, hop)
        self._settle()

    def _spawn(self, at: str, walk: "Callable[[_Token, Any], Coroutine[Any, Any, None]]", given: Any) -> None:
        token = _Token(at)
        self._tokens.append(token)
        token.task = asyncio.create_task(walk(token, given))
        token.task.add_done_callback(lambda task: self._ended(token, task))

    def _ended(self, token: "_Token", task: "asyncio.Task[None]") -> None:
        self._tokens.remove(token)
        if not self._over.is_set() and (task.cancelled() or task.exception() is not None):
            self._failure = asyncio.CancelledError() if task.cancelled() else task.exception()
            self._over.set()
        self._settle()

    async def _walk(self, token: "_Token", hop: Hop) -> None:
        while True:
            token.at, token.element = hop.step.__name__, _element_of(hop.step)
            self._settle()
            route = await hop.step(self)
            if self._over.is_set() or not route:
                return
            hop = route[0]
            self._start(route[1:])
            if self._parks(hop):
                return

    async def _aside(self, _: "_Token", route: Route) -> None:
        """Run the body of an event sub-process beside the rest of its scope."""
        await self._nested(route)

    def _parks(self, hop: Hop) -> bool:
        """Return true if the token stops here, at a join; the join continues with a token of its own."""
        if _join_of(hop.step) is None:
            return False
        _, arrived = self._arrived.setdefault(hop.step.__name__, (hop.step, {}))
        arrived[hop.via] = arrived.get(hop.via, 0) + 1
        return True

    def _settle(self) -> None:
        """Continue joins that can, and end the scope once no token moves any more."""
        if self._over.is_set():
            return
        for step, arrived in list(self._arrived.values()):
            join = _join_of(step)
            name = step.__name__
            # a token that waits at another join can still come here
            others = [self._process.reach(at, name) for at in (*self.active(), *self._arrived) if at != name]
            if join is not None and join.ready(arrived, others):
                left = {flow: count - 1 for flow, count in arrived.items() if count > 1}
                self._arrived[name] = (step, left)
                if not left:
                    del self._arrived[name]
                self._spawn(name, self._walk, Hop(step))
        if self._tokens:
            return
        if self._arrived:
            waiting = ", ".join(sorted(self._arrived))
            self._failure = FlowError(f"no token can reach {waiting} any more: a join waits for ever")
        self._over.set()


def picked(
    chosen: object,
    ways: Mapping[str, Step],
    *,
    ordered: bool = False,
    enough: Callable[[Scope], object] | None = None,
    stops: bool = True,
) -> Step:
    """Return the start of an ad-hoc sub-process that runs these of its activities, at once or one by one."""
    names = _listed(chosen)
    if unknown := [name for name in names if name not in ways]:
        raise FlowError(f"{unknown[0]!r} is none of {', '.join(ways)}")
    steps = [ways[name] for name in names]

    async def pick(scope: Scope) -> Route:
        if not (ordered or enough):
            return [Hop(step) for step in steps]
        for together in [[step] for step in steps] if ordered else [steps]:
            if await scope.some(together, enough or (lambda _: False), stops):
                break
        return []

    return pick


def _listed(items: object) -> list[Any]:
    if isinstance(items, Feel):
        items = items.value
    if isinstance(items, str) and items.isascii() and items.isdigit():
        items = int(items)
    if isinstance(items, int) and not isinstance(items, bool):
        return list(range(items))
    if not isinstance(items, list):
        raise FlowError(f"cannot repeat over {type(items).__name__}: a list or a number is needed")
    return items


async def _all_or_enough(
    together: Sequence["Repetition"],
    once: Callable[["Scope"], Awaitable[None]],
    repeated: "_Repeated",
    enough: Callable[["Scope"], bool],
) -> bool:
    """Run these at the same time; true once it is enough, when those that still run have been given up."""
    running = {asyncio.create_task(_call(once, run)): run for run in together}
    open_ones = list(running)
    repeated.active = len(open_ones)
    try:
        while open_ones:
            await workflow.wait(open_ones, return_when=asyncio.FIRST_COMPLETED)
            for task in [task for task in open_ones if task.done()]:
                task.result()
                open_ones.remove(task)
                running[task].ended = True
                repeated.completed += 1
                repeated.active = max(1, len(open_ones)) if len(together) == 1 else len(open_ones)
                if enough(running[task]):
                    return True
        return False
    finally:
        await _give_up(list(running))


@dataclass
class _Repeated:
    """What the repetitions of an activity have in common: how many there are, and over what."""

    instances: int
    over: str
    active: int = 0
    completed: int = 0

    def counted(self) -> Variables:
        """The counts in the words of the standard and of Camunda."""
        counts = {"Instances": self.instances, "ActiveInstances": self.active, "CompletedInstances": self.completed,
                  "TerminatedInstances": 0}  # fmt: skip
        return {f"{begin}{name}": count for name, count in counts.items() for begin in ("numberOf", "nrOf")}


class Mapped(Scope):
    """The variables of one step, where the model says which ones it gets and gives."""

    within = True

    def __init__(self, process: Process, variables: Variables, parent: Scope, only: bool, keeps: bool) -> None:
        super().__init__(process, variables, parent)
        self._only = only
        self.keeps = keeps

    def payload(self) -> Variables:
        """Its own variables alone, where it gets nothing else."""
        return dict(self._variables) if self._only else super().payload()


class Repetition(Scope):
    """One of several runs of a repeated activity; its variables are its own."""

    keeps = True
    within = True

    def __init__(
        self,
        process: Process,
        variables: Variables,
        parent: Scope,
        repeated: "_Repeated | None" = None,
        item: Any = None,
    ) -> None:
        super().__init__(process, variables, parent)
        self._repeated = repeated or _Repeated(1, "")
        self._item = item
        self.ended = False

    def __getitem__(self, name: str) -> Any:
        """A variable, or how many repetitions there are, run and have ended."""
        if name not in self._variables and name in (counted := self._repeated.counted()):
            return counted[name]
        return super().__getitem__(name)

    def payload(self) -> Variables:
        """Without the list that it is repeated over, unless it has set that itself."""
        found = super().payload()
        if self._repeated.over and self._repeated.over not in self._variables:
            found.pop(self._repeated.over, None)
        return found

    def place(self) -> tuple[str, Any]:
        """Its number, after those of the repetitions around it, and its item."""
        around = super().place()[0]
        number = str(self._variables.get("loopCounter", 0))
        return (f"{around}.{number}" if around else number), self._item


class _FeelScope:
    """The variables of a scope, where what is missing is null."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __getitem__(self, name: str) -> Feel:
        try:
            return Feel(self._scope[name])
        except FlowError:
            return Feel(None)


@dataclass(eq=False)
class _Done:
    """An activity that has ended, and what compensates it."""

    name: str
    undo: Callable[[], Awaitable[object]]


class _Catcher:
    """The events that catch escalations from some work."""

    def __init__(self, catches: Sequence[tuple[str, Step, bool]], start: Callable[[Route], None]) -> None:
        self.catches = sorted(catches, key=lambda catch: not catch[0])  # by their code first, then any
        self._start = start
        self._stopped_by: asyncio.Future[Step] = asyncio.get_running_loop().create_future()

    async def around(self, work: Coroutine[Any, Any, Route | None]) -> Route | None:
        """Do the work, whose escalations are caught here."""
        _CATCHING.set((*_CATCHING.get(), self))
        return await work

    async def take(self, step: Step, interrupting: bool) -> None:
        """Let an event catch; an interrupting one stops the work, so that whoever threw never goes on."""
        if not interrupting:
            self._start([Hop(step)])
            return
        if not self._stopped_by.done():
            self._stopped_by.set_result(step)
        await asyncio.Event().wait()

    async def taken(self, scope: Scope) -> Route:
        """Wait for an interrupting event, and return where it leads."""
        return await (await self._stopped_by)(scope)


_CATCHING: ContextVar[tuple[_Catcher, ...]] = ContextVar("catching", default=())
"""What catches the escalations of the work that runs, from the outside in."""


async def _to_the_end(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do some work whole; a cancellation of whoever waits is passed on afterwards."""
    task, cancelled = asyncio.create_task(work()), None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    task.result()
    if cancelled is not None:
        raise cancelled


@dataclass
class _Token:
    at: str
    element: str = ""
    task: "asyncio.Task[None] | None" = None


Result = TypeVar("Result")


async def _call(step: Callable[[Scope], Awaitable[Result]], scope: Scope) -> Result:
    return await step(scope)


async def _give_up(tasks: Sequence["asyncio.Task[Any]"]) -> None:
    """Cancel the running tasks, in order, and wait for their end."""
    running = [task for task in tasks if not task.done()]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    for task in tasks:
        if not task.cancelled():
            task.exception()  # seen: nobody else asks


def _element_of(step: Step) -> str:
    return getattr(step, "element", step.__name__)


def _join_of(step: Step) -> Join | None:
    return getattr(step, "join", None)


def _code(failure: BaseException | None) -> str | None:
    """Return the code of the business error inside a failure of an activity or child workflow."""
    while failure is not None:
        if isinstance(failure, ApplicationError):
            return failure.type
        failure = failure.__cause__
    return None
