import { googleAutoNames, type AutoNames } from "../../engine/embedded/auto-name";
import { projectRules } from "../sandbox";
import type { Transact } from "./caller";
import { GoogleProvider } from "./google";
import { KubernetesProvider } from "./kubernetes";
import { RandomProvider } from "./random";
import type { Served } from "./rpc";

/** Reading them takes 20 ms, and each deployment has providers of its own. */
let names: AutoNames | undefined;

/** The providers that the sandbox has, by package: each call makes a new one over the same cloud. */
export const PROVIDERS: Readonly<Record<string, (transact: Transact) => Served>> = {
  gcp: (transact) => {
    names ??= googleAutoNames();
    return new GoogleProvider(transact, { rules: projectRules(), autoNames: names });
  },
  kubernetes: (transact) => new KubernetesProvider(transact),
  random: (transact) => new RandomProvider(transact),
};
