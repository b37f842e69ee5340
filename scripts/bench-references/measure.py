"""Measures the session stores of Django and Flask-Session as `mooring bench storage` measures its own.

Reads a request in JSON from standard input: {"plan": {...}, "folder": PATH, "redis": URL or null}. Writes JSON lines:
{"store": {...}}, {"figure": {...}} and {"note": "..."}, in the shapes of docs/bench-report.schema.json. Every read is
checked against what was last acknowledged; a wrong one ends the program with 1.

Callers are threads of one process, as the workers of a threaded WSGI server are: Python runs one of them at a time.
"""

import json
import random
import resource
import sys
import threading
import time
from pathlib import Path

import stores

PERCENTILES = [0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 99.99, 100]


def tell(kind, value):
    print(json.dumps({kind: value}), flush=True)


class Caller:
    """One caller with sessions of its own, so that it knows what was last acknowledged of each."""

    def __init__(self, store, keys, size, seed):
        self.store, self.size, self.random = store, size, random.Random(seed)
        self.keys = keys
        self.versions = [1] * len(keys)
        self.latencies = []

    def payload(self, place):
        return text(self.keys[place], self.versions[place], self.size)

    def load(self):
        place = self.random.randrange(len(self.keys))
        if self.store.load(self.keys[place]) != self.payload(place):
            raise ValueError(f"{self.store.name}: a session is not what was last acknowledged")

    def commit(self):
        place = self.random.randrange(len(self.keys))
        self.versions[place] += 1
        self.store.save(self.keys[place], self.payload(place))

    def run(self, operation, until):
        call = getattr(self, operation)
        clock = time.perf_counter
        now = clock()
        while now < until:
            call()
            end = clock()
            self.latencies.append(end - now)
            now = end


def text(key, version, size):
    """A payload that tells of which session and version it is."""
    mark = f"{key}:{version}:"
    return mark + "x" * (size - len(mark))


def processor():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def crowd(callers, operation, duration):
    """Lets all callers call for a while; what it came to."""
    problems = []
    for caller in callers:
        caller.latencies = []
    start = threading.Barrier(len(callers) + 1)
    until = [0.0]

    def work(caller):
        start.wait()
        try:
            caller.run(operation, until[0])
        except Exception as problem:  # told by the main thread, which ends the program
            problems.append(problem)
        finally:
            caller.store.leave()

    threads = [threading.Thread(target=work, args=(caller,)) for caller in callers]
    for thread in threads:
        thread.start()
    before, began = processor(), time.perf_counter()
    until[0] = began + duration
    start.wait()
    for thread in threads:
        thread.join()
    seconds, used = time.perf_counter() - began, processor() - before
    if problems:
        raise problems[0]
    return figure(sorted(value for caller in callers for value in caller.latencies), seconds, used)


def figure(latencies, seconds, used):
    count = len(latencies)

    def at(percentile):
        place = min(count - 1, max(0, -(-count * percentile // 100) - 1))
        return round(latencies[int(place)] * 1e6, 3) if count else 0

    return {
        "operations": count, "seconds": seconds, "perSecond": count / seconds,
        "p50": at(50), "p95": at(95), "p99": at(99), "p999": at(99.9), "longest": at(100),
        "processorEach": used * 1e6 / max(1, count),
        "curve": [{"percentile": percentile, "microseconds": at(percentile)} for percentile in PERCENTILES],
    }


def measure(store, sessions, plan):
    size, began = plan["size"], time.perf_counter()
    keys = [store.create(number, lambda key: text(key, 1, size)) for number in range(sessions)]
    tell("store", {
        "backend": store.name, "durability": "normal", "guarantee": store.guarantee, "sessions": sessions,
        "fillSeconds": time.perf_counter() - began, "facts": store.facts, "warnings": [],
    })
    versions = {key: 1 for key in keys}
    for concurrency in plan["concurrency"]:
        for operation in [name for name in plan["operations"] if name in ("load", "commit")]:
            runs = []
            for run in range(plan["runs"]):
                count = min(concurrency, sessions)
                callers = [Caller(store, keys[place::count], size, f"{plan['seed']}.{run}.{place}") for place in range(count)]
                for caller in callers:
                    caller.versions = [versions[key] for key in caller.keys]
                runs.append(crowd(callers, operation, plan["duration"]))
                for caller in callers:
                    versions.update(zip(caller.keys, caller.versions))
            speeds = sorted(run["perSecond"] for run in runs)
            median = sorted(runs, key=lambda run: run["perSecond"])[(len(runs) - 1) // 2]
            tell("figure", {
                "backend": store.name, "durability": "normal", "sessions": sessions, "operation": operation,
                "concurrency": concurrency, "runs": runs, "median": median,
                "spread": (speeds[-1] - speeds[0]) / median["perSecond"] if median["perSecond"] else 0,
            })


def main():
    request = json.load(sys.stdin)
    plan, folder = request["plan"], Path(request["folder"])
    left = [name for name in plan["operations"] if name not in ("load", "commit")]
    if left:
        tell("note", f"Django and Flask-Session were asked for load and commit alone, not for {', '.join(left)}")
    for sessions in plan["sessions"]:
        place = folder / str(sessions)
        place.mkdir(parents=True)
        for store in stores.all_stores(place, sessions, request["redis"]):
            try:
                measure(store, sessions, plan)
            finally:
                store.close()


if __name__ == "__main__":
    try:
        main()
    except ValueError as problem:
        sys.exit(str(problem))
