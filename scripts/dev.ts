import { serve } from "./run/serve";

await serve("dev");
