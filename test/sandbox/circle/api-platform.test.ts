import { describeCircle } from "./full-circle";

describeCircle("api-platform.yaml");
