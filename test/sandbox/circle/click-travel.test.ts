import { describeCircle } from "./full-circle";

describeCircle("click-travel.yaml");
