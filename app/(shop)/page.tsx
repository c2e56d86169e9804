import { Page } from "@/app/_ui/page";

export default function Landing() {
  return <Page title="Topup">{null}</Page>;
}
