import { rehearse } from "./rehearse";

rehearse("api-platform");
