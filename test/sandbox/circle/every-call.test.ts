import { describeEveryCall } from "./every-call";

jest.setTimeout(600_000);

// In hot, Google's replica, groups and disks are all in it; the other modes and the way to stand it up run each night.
describeEveryCall("the other region's stack", "hot");
