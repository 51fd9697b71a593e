import { describeCircle } from "./full-circle";

describeCircle("shop-smart.yaml");
