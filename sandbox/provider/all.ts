import { googleAutoNames } from "../../engine/embedded/auto-name";
import { projectRules } from "../sandbox";
import type { Transact } from "./caller";
import { GoogleProvider } from "./google";
import { KubernetesProvider } from "./kubernetes";
import { RandomProvider } from "./random";
import type { Served } from "./rpc";

/** The providers that the sandbox has, by package: each call makes a new one over the same cloud. */
export const PROVIDERS: Readonly<Record<string, (transact: Transact) => Served>> = {
  gcp: (transact) =>
    new GoogleProvider(transact, { rules: projectRules(), autoNames: googleAutoNames() }),
  kubernetes: (transact) => new KubernetesProvider(transact),
  random: (transact) => new RandomProvider(transact),
};
