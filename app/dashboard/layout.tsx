import type { ReactNode } from "react";
import { requirePerson } from "@/app/_session";

/** Asks who is there before anything is sent, so that a stranger is redirected and never shown a skeleton. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  await requirePerson("/dashboard");
  return children;
}
