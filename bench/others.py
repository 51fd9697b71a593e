"""Availability of the same structures by other libraries, as far as they can answer.

Reads a list of structures as `bench/others.ts` writes them; prints for each library its version and
for each structure what it says and how many milliseconds that took, or why it says nothing.
"""

import importlib.metadata
import json
import sys
import time


def repyability():
    from repyability import NonRepairableRBD, PerfectReliability
    from surpyval import FixedEventProbability

    def diagram(structure):
        edges, models, least, first = [], {}, {}, {}

        def block(name, model, before):
            for one in before if isinstance(before, list) else [before]:
                edges.append((one, name))
            models[name] = model
            return name

        def grow(one, before):
            """Draws a structure behind a block; gives back the block that it ends in."""
            if one["is"] == "part":
                name = one["id"]
                if name not in first:
                    first[name] = name
                    q = 1 - one["availability"]
                    return block(name, FixedEventProbability.from_params(q), before)
                return block(f"{name} #{len(models)}", name, before)
            if one["count"] == len(one["of"]):
                for inner in one["of"]:
                    before = grow(inner, before)
                return before
            ends = [grow(inner, before) for inner in one["of"]]
            gate = block(f"gate #{len(models)}", PerfectReliability, ends)
            least[gate] = one["count"]
            return gate

        edges.append((grow(structure, "in"), "out"))
        return NonRepairableRBD(edges, models, k=least)

    def answer(structure):
        return float(diagram(structure).sf())

    return importlib.metadata.version("repyability"), answer


def nthlayer():
    from nthlayer_generate.slos.ceiling import DependencySLA, calculate_slo_ceiling

    def parts(one):
        if one["is"] == "part":
            return [one]
        if one["count"] != len(one["of"]):
            raise ValueError("it knows parts in series, and no k of n")
        return [part for inner in one["of"] for part in parts(inner)]

    def answer(structure):
        named = [DependencySLA(one["id"], 100 * one["availability"]) for one in parts(structure)]
        return calculate_slo_ceiling(named) / 100

    return importlib.metadata.version("nthlayer-generate"), answer


def timed(answer, structure):
    begin = time.perf_counter()
    try:
        says = answer(structure)
    except Exception as error:  # whatever it refuses with is its answer
        return {"because": str(error)[:200]}
    return {"availability": says, "milliseconds": 1000 * (time.perf_counter() - begin)}


def main():
    structures = json.load(sys.stdin)
    result = {}
    for library in (repyability, nthlayer):
        try:
            version, answer = library()
        except ImportError as error:
            result[library.__name__] = {"missing": str(error)}
            continue
        # Its first call loads and compiles: that isn't what is measured.
        timed(answer, {"is": "part", "id": "x", "availability": 0.9})
        answers = [timed(answer, structure) for structure in structures]
        result[library.__name__] = {"version": version, "answers": answers}
    json.dump(result, sys.stdout)


main()
