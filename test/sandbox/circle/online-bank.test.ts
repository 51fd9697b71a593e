import { describeCircle } from "./full-circle";

describeCircle("online-bank.yaml");
