#!/usr/bin/env python3
"""Measures heed beside its alternatives, in alternation, and prints medians and ratios.

usage: side_by_side.py HEED BENCH [ROUNDS]

HEED is the program, BENCH is heed_bench (Google Benchmark), ROUNDS how often each is run (15). NumPy is needed,
PyTorch is measured where it is installed. Both sides use the threads that OPENBLAS_NUM_THREADS and taskset allow.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy

try:
    import torch
except ImportError:
    torch = None

EMPTY = "int main() { return 0; }\n"

FOUR_STEPS = """
import numpy as np
X = np.array([[1., 0, 1, 0], [0, 2, 0, 2], [1, 1, 1, 1]])
for name, matrix in (("Q", X), ("K", X), ("V", X)): print(name, matrix)
S = X @ X.T; print("scores", S)
S = S / np.sqrt(X.shape[1]); print("scaled", S)
A = np.exp(S - S.max(axis=1, keepdims=True)); A /= A.sum(axis=1, keepdims=True); print("weights", A)
print("context", A @ X)
"""


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def alternate(rounds, *measured):
    """The median of each measurement; they take turns, so that what disturbs one disturbs the others."""
    taken = [[] for _ in measured]
    for _ in range(rounds):
        for times, measure in zip(taken, measured):
            times.append(measure())
    return [statistics.median(times) for times in taken]


def line(what, heed, other, bound):
    print(f"{what:<58} {heed * 1e3:9.2f} ms {other * 1e3:9.2f} ms   ratio {heed / other:6.3f}   at most {bound}")


def numpy_trace(n, heads):
    Q, K, V = (numpy.random.randn(heads, n, 64) for _ in range(3))

    def measure():
        start = time.perf_counter()
        S = Q @ K.transpose(0, 2, 1)
        scaled = S / 8.0
        A = numpy.exp(scaled - scaled.max(axis=-1, keepdims=True))
        A /= A.sum(axis=-1, keepdims=True)
        kept = (S, scaled, A, A @ V)
        end = time.perf_counter()
        del kept
        return end - start

    return measure


def torch_trace(n, heads):
    Q, K, V = (torch.randn(heads, n, 64, dtype=torch.float64) for _ in range(3))

    def measure():
        start = time.perf_counter()
        S = Q @ K.transpose(1, 2)
        scaled = S / 8.0
        A = torch.softmax(scaled, dim=-1)
        kept = (S, scaled, A, A @ V)
        end = time.perf_counter()
        del kept
        return end - start

    return measure


def benchmark(bench, name):
    """One benchmark's real time in seconds, once warm, as what runs in this process is after its first round."""
    out = subprocess.run(
        [bench, f"--benchmark_filter=^{name}$", "--benchmark_format=json", "--benchmark_min_time=0.05",
         "--benchmark_min_warmup_time=0.1"],
        capture_output=True, check=True, text=True)
    entry = json.loads(out.stdout)["benchmarks"][0]
    return entry["real_time"] * {"ms": 1e-3, "us": 1e-6, "ns": 1e-9}[entry["time_unit"]]


def peak(command):
    """Megabytes, asked of the system while the program runs: what wait4 tells counts this script's own memory too."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
            most = max([most] + [int(line.split()[1]) for line in status if line.startswith("VmHWM")])
        time.sleep(0.02)
    if process.returncode != 0:
        raise SystemExit(f"side_by_side.py: {command} ended with {process.returncode}")
    return most / 1024


def refusals(folder):
    """Arguments that ask for more than heed holds; each is to be refused before the work begins."""
    def written(name, text):
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    large = written("too_large.json", "")
    os.truncate(large, (1 << 26) + 1)
    yield ["trace", large]
    yield ["trace", written("too_deep.json", '{"title": ' + "[" * 10**6 + "]" * 10**6 + "}")]
    yield ["trace", written("too_long.json", '{"X": [' + ",".join(["[1]"] * 4097) + "]}")]
    yield ["audit", "causal", "--claim", "weights=" + written("too_wide.csv", "1," * (1 << 22) + "1\n")]


def refused(command):
    start = time.perf_counter()
    status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
    if status != 5:
        raise SystemExit(f"side_by_side.py: {command} ended with {status}, not with 5")
    return time.perf_counter() - start


def sample(folder, name, fields, n, width):
    path = os.path.join(folder, name)
    matrix = numpy.round(numpy.random.randn(n, width), 2).tolist()
    with open(path, "w", encoding="utf-8") as file:
        json.dump({field: matrix for field in fields}, file)
    return path


def main():
    heed, bench = (os.path.abspath(path) for path in sys.argv[1:3])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 15
    with tempfile.TemporaryDirectory() as folder:
        empty = os.path.join(folder, "empty")
        subprocess.run(["g++", "-x", "c++", "-O2", "-o", empty, "-"], input=EMPTY, text=True, check=True)
        script = os.path.join(folder, "four_steps.py")
        with open(script, "w", encoding="utf-8") as file:
            file.write(FOUR_STEPS)
        translation = [heed, "trace", "translation"]
        ours, nothing = alternate(rounds * 7, lambda: seconds(translation), lambda: seconds([empty]))
        line("heed trace translation : an empty program", ours, nothing, 2)
        ours, theirs = alternate(rounds, lambda: seconds(translation), lambda: seconds([sys.executable, script]))
        line("heed trace translation : four steps in NumPy", ours, theirs, "1/30")
        for n, heads, bound in ((256, 1, "-"), (1024, 1, "-"), (2048, 1, 0.5), (4096, 1, "-"), (1024, 8, 0.6)):
            name = f"trace_large/plain/{n}/{heads}/real_time"
            ours, theirs = alternate(rounds, lambda: benchmark(bench, name), numpy_trace(n, heads))
            line(f"n = {n}, heads = {heads}, all kept : NumPy", ours, theirs, bound)
            if torch is not None:
                ours, theirs = alternate(rounds, lambda: benchmark(bench, name), torch_trace(n, heads))
                line(f"n = {n}, heads = {heads}, all kept : PyTorch", ours, theirs, 0.4 if heads == 1 else 0.6)
        ours, least = alternate(rounds, lambda: benchmark(bench, "trace_large/plain/2048/1/real_time"),
                                lambda: benchmark(bench, "bound/2048/real_time"))
        line("n = 2048, all kept : its products and one copy of each", ours, least, 1.4)

        large = sample(folder, "large.json", ["Q", "K", "V"], 1024, 64)
        as_json = [heed, "trace", large, "--format", "json"]
        trace = json.loads(subprocess.run(as_json, capture_output=True, check=True).stdout)

        def dumps():
            start = time.perf_counter()
            json.dumps(trace)
            return time.perf_counter() - start

        def writing():
            return seconds(as_json) - seconds([heed, "trace", large, "--only", "context"])

        ours, theirs = alternate(max(3, rounds // 3), writing, dumps)
        line("n = 1024, the trace as JSON : json.dumps", ours, theirs, "1/8")

        long = sample(folder, "long.json", ["X"], 32768, 64)
        streamed = [heed, "trace", long, "--as", "scaled+online=256", "--only", "context", "--max-tokens", "32768"]
        slowest = max(alternate(rounds, *(lambda c=[heed] + asked: refused(c) for asked in refusals(folder))))
        print(f"what is beyond a limit is refused, the slowest in {slowest * 1e3:.0f} ms   at most 100 ms")
        print(f"n = 32768, online=256, only context: peak {peak(streamed):.0f} MB   at most 200 MB")


if __name__ == "__main__":
    main()
