import { addressFrame } from "./address";
import { challengeFrame } from "./challenge";
import { controllerFrame } from "./controller";
import { emailFrame } from "./email";
import { expressFrame } from "./express";
import { paymentFrame } from "./payment";
import { type Handlers, serve } from "./port";
import { watchFrame } from "./show-frame";
import { walletFrame } from "./wallet";

const FRAMES: Record<string, () => Handlers> = {
  controller: controllerFrame,
  payment: () => ({ ...paymentFrame() }),
  address: () => ({ ...addressFrame() }),
  linkAuthentication: () => ({ ...emailFrame() }),
  expressCheckout: () => ({ ...expressFrame() }),
  "three-ds-2-challenge": challengeFrame,
  wallet: walletFrame,
};

const page = window.location.pathname.split("/").pop() ?? "";
const frame = FRAMES[page];
if (frame) {
  watchFrame();
  serve(frame());
}
