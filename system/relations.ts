import type { Relation } from "./relation";
import { bucketRegions, instancesOfData, rangesOfData } from "./relations/data";
import { dependenciesExist, noCycles } from "./relations/dependencies";
import { ownKeys } from "./relations/keys";
import { clusters, podsInAllZones } from "./relations/kubernetes";
import { privateRange } from "./relations/network";
import { placesOfDisks, restoredDisks, usersOfDisks } from "./relations/disks";
import { edgeWays } from "./relations/edge";
import { namesOnce, objectivesFindTheirs, objectivesOnce } from "./relations/objectives";
import { peopleExist } from "./relations/people";
import { singleZone, twoZones, zonesOfServices } from "./relations/placement";
import { queuesOutlastOutages } from "./relations/queues";
import { distinctZones, homeAndPrimary, oneStands, twoRegions } from "./relations/regions";
import { releases } from "./relations/releases";
import { images, serviceTimes } from "./relations/runtime";
import {
  adapterForPods,
  memoryIsReported,
  noPlaceForIt,
  scalingTargets,
} from "./relations/scaling";
import { sqlSettings } from "./relations/sql";
import { loadAndHealth, publicPaths, workersArePrivate } from "./relations/traffic";

/** How the parts of every description must fit together, wherever and however it is deployed. */
export const RELATIONS: readonly Relation[] = [
  twoRegions,
  homeAndPrimary,
  oneStands,
  distinctZones,
  privateRange,
  peopleExist,
  zonesOfServices,
  twoZones,
  singleZone,
  dependenciesExist,
  noCycles,
  loadAndHealth,
  workersArePrivate,
  publicPaths,
  edgeWays,
  images,
  clusters,
  podsInAllZones,
  serviceTimes,
  releases,
  scalingTargets,
  memoryIsReported,
  adapterForPods,
  noPlaceForIt,
  namesOnce,
  instancesOfData,
  bucketRegions,
  rangesOfData,
  sqlSettings,
  ownKeys,
  queuesOutlastOutages,
  placesOfDisks,
  restoredDisks,
  usersOfDisks,
  objectivesFindTheirs,
  objectivesOnce,
];
