// Loaded into a program's process. Ends it when the process that started it is gone, however that
// ended: a program that keeps a timer or a server would otherwise stay behind for ever.
"use strict";
process.channel?.unref();
process.once("disconnect", () => process.exit(1));
