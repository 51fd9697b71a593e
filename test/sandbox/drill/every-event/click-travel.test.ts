import { rehearse } from "./rehearse";

rehearse("click-travel");
