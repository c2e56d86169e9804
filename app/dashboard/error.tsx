"use client";

import { PageFault } from "../_ui/page-fault";

export default PageFault;
