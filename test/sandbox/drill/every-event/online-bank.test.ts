import { rehearse } from "./rehearse";

rehearse("online-bank");
