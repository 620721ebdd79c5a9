"""One function over many parts of a batch: in this process, in several, or on the machines of a Dask cluster, with the same results."""

from __future__ import annotations

import hashlib
import os
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from drafting.documents.errors import UserError
from drafting.documents.resources import resource

Part = TypeVar("Part")
Result = TypeVar("Result")
Shared = TypeVar("Shared")

POOL_FROM = 50_000  # letters from which several processes are worth their start (``benchmarks.letters_scale`` measures it)
_AHEAD = 2  # parts a worker that are on their way: one being worked on, one waiting
_WAIT = 15  # seconds for a scheduler to answer


def spread(
    function: Callable[[Shared, Part], Result],
    parts: Iterable[Part],
    shared: Shared,
    *,
    count: int,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Iterator[tuple[Part, Result]]:
    """Return each part with ``function(shared, part)``, in the order of ``parts``; few parts are held at a time.

    ``function`` is one of a module, its arguments and results can be pickled. ``count`` is the size of the whole: ``workers=None`` takes
    as many processes as there are processors from ``POOL_FROM`` on, else none. ``scheduler`` is the address of a Dask scheduler
    (``tcp://10.0.0.5:8786``), whose workers then do all. Raises ``UserError`` where Dask is not installed, the scheduler cannot be
    reached, the machines have another version of the program, or a process dies at work; and what ``function`` raises.
    """
    if scheduler is not None:
        with _cluster(scheduler, function, shared) as (submit, lanes):
            yield from _in_order(submit, parts, lanes)
        return
    number = processes(count, workers)
    if number < 2:
        for part in parts:
            yield part, function(shared, part)
        return
    # Not forked: a copy of a process with threads (a progress bar is one) may hang.
    with closing(_Pool(number, function, shared)) as pool:
        try:
            yield from _in_order(pool.submit, parts, number)
        except BrokenProcessPool as error:
            raise UserError(
                "一个工作进程中途退出了，可能是内存不够", f"--workers {number}", "请关闭别的程序，或者把 --workers 写小一些再试"
            ) from error


def processes(count: int, workers: int | None = None) -> int:
    """Return how many processes work on ``count`` letters; 1 is this one alone."""
    return workers if workers is not None else processors() if count >= POOL_FROM else 1


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_order(submit: Callable[[Any], Any], parts: Iterable[Part], lanes: int) -> Iterator[tuple[Part, Any]]:
    waiting: deque[tuple[Part, Any]] = deque()
    for part in parts:
        waiting.append((part, submit(part)))
        if len(waiting) >= _AHEAD * lanes:
            done, future = waiting.popleft()
            yield done, future.result()
    while waiting:
        done, future = waiting.popleft()
        yield done, future.result()


class _Pool:
    """Processes that were given the function and what is shared once, when they started."""

    def __init__(self, processes: int, function: Callable[[Any, Any], Any], shared: object) -> None:
        context = get_context("spawn")
        self._executor = ProcessPoolExecutor(processes, context, _start, (function, shared))

    def submit(self, part: object) -> Future[Any]:
        return self._executor.submit(_run, part)

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)


_work: list[Any] = []  # in a process of a pool: the function and what is shared


def _start(function: Callable[[Any, Any], Any], shared: object) -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # every processor has a process already
    _work[:] = [function, shared]


def _run(part: object) -> Any:
    function, shared = _work
    return function(shared, part)


@contextmanager
def _cluster(address: str, function: Callable[[Any, Any], Any], shared: object) -> Iterator[tuple[Callable[[Any], Any], int]]:
    """Yield what submits a part to the cluster, and how many tasks it can run at a time."""
    distributed = reach(address)
    try:
        client = distributed.Client(address, timeout=_WAIT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise _unreachable(address) from error
    try:
        lanes = sum(client.nthreads().values())
        if not lanes:
            raise UserError("Dask 调度器上没有工作机", address, "请在各台机器上运行 dask worker 后再试")
        _check_versions(client, address)
        held = client.scatter(shared, broadcast=True, hash=False)  # once to every machine, not with every part
        # "pure" would let equal parts share one result by hashing all the letters; every part is its own.
        yield lambda part: client.submit(function, held, part, pure=False), lanes
    except (OSError, TimeoutError, CancelledError, distributed.KilledWorker) as error:
        remedy = "请检查各台机器的内存、网络和 dask worker 的记录后再试"
        raise UserError("Dask 的工作机中途断开或退出了，没有做完", address, remedy) from error
    finally:
        client.close()


def reach(address: str) -> Any:
    """Return ``dask.distributed``. Raises ``UserError`` where it is not installed or nobody answers at ``address``."""
    try:
        distributed = import_module("dask.distributed")
    except ImportError as error:
        raise UserError("没有安装 Dask，不能用多台机器", "--scheduler", "请先运行 pip install 'wenmi[cluster]'") from error
    try:  # Dask itself would try for long, and complain at the end
        host, _, port = address.rpartition("://")[2].rpartition(":")
        socket.create_connection((host.strip("[]"), int(port)), _WAIT).close()
    except (OSError, ValueError, OverflowError) as error:
        raise _unreachable(address) from error
    return distributed


def _unreachable(address: str) -> UserError:
    return UserError("连不上 Dask 调度器", address, "请检查地址（例如 tcp://10.0.0.5:8786）、网络和调度器是否在运行")


def _check_versions(client: Any, address: str) -> None:
    """Raise ``UserError`` where a machine has no Wenmi, or not this one: its results would be others."""
    try:
        there = set(client.run(version).values())
    except (ImportError, AttributeError) as error:
        raise UserError("Dask 的工作机上没有安装文秘，或者版本不同", address, "请在每台机器上安装同一版本的文秘") from error
    if there != {_fingerprint()}:
        raise UserError("Dask 的工作机上的文秘版本不同", address, "请在每台机器上安装同一版本的文秘")


def version() -> str:
    """Return ``_fingerprint`` of the program on the machine that runs this."""
    return _fingerprint()


def _fingerprint() -> str:
    """Return a fingerprint of what decides on letters: the code of this package, and its lists of words. The model is sent along."""
    digest = hashlib.sha256()
    for path in [*sorted(Path(__file__).parent.glob("*.py")), *sorted(resource("corpus").glob("letters_*"))]:
        digest.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
