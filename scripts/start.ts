import { serve } from "./run/serve";

await serve("production");
