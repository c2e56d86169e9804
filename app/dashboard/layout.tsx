import type { ReactNode } from "react";
import { PlanBanner } from "./_parts/plan-banner";

/** What a person must hear on every page of the dashboard. The page on which it is put right has no need of it. */
export default function DashboardLayout({ children }: { children: ReactNode }) {
  return (
    <div className="group/dashboard">
      <div className="group-has-[[data-pays-invoice]]/dashboard:hidden print:hidden">
        <PlanBanner />
      </div>
      {children}
    </div>
  );
}
