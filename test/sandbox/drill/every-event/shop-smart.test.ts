import { rehearse } from "./rehearse";

rehearse("shop-smart");
