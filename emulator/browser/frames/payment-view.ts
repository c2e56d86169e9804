import { guessCountry } from "../shared/countries";
import type { FrameSetup } from "../shared/messages";
import { fill, type Texts, textsOf } from "../shared/texts";
import { ALIPAY_ICON, CARD_ICON, REDIRECT_ICON, SAVED_ICON } from "./brand-icons";
import { CardForm, type CardFormShape, type CardValues } from "./card-form";
import { h, icon } from "./dom";
import { type Chooser, chooser, type Layout, type Method } from "./methods";
import { type SavedCards, savedCards } from "./saved-cards";
import type { Session } from "./session";

/** The drawn form: its parts, for the controller to read and drive. */
export type PaymentView = {
  root: HTMLElement;
  card: CardForm;
  saved: SavedCards;
  save: HTMLInputElement;
  chooser: Chooser;
  values: string[];
};

export type ViewEvents = { changed: () => void; selected: (value: string) => void };

export function drawPayment(
  setup: FrameSetup,
  session: Session,
  drafts: CardValues | null,
  events: ViewEvents,
): PaymentView {
  const texts = textsOf(setup.locale);
  const card = new CardForm(shapeOf(setup), drafts ?? startValues(setup), events.changed);
  const saved = savedCards(session.saved, texts, events.changed);
  const save = h("input", { type: "checkbox", class: "CheckboxInput", id: "Field-saveInput" });
  save.addEventListener("change", events.changed);
  const cardPanel = h("div", { class: "Panel" }, card.root, ...cardExtras(setup, session, texts, save));
  const methods: Method[] = [
    ...(session.saved.length > 0 ? [panel("saved", texts.saved, SAVED_ICON, saved.root)] : []),
    ...session.types.map((type) =>
      type === "card"
        ? { value: "card", label: texts.card, icon: icon(CARD_ICON, "MethodIcon"), panel: cardPanel }
        : panel("alipay", texts.alipay, ALIPAY_ICON, redirectNote(texts.alipayNote)),
    ),
  ];
  const choose = chooser(methods, layoutOf(setup, methods.length), texts.methods, events.selected);
  const values = methods.map((method) => method.value);
  return { root: choose.root, card, saved, save, chooser: choose, values };
}

function panel(value: string, label: string, markup: string, content: HTMLElement): Method {
  return { value, label, icon: icon(markup, "MethodIcon"), panel: h("div", { class: "Panel" }, content) };
}

function redirectNote(text: string): HTMLElement {
  return h("div", { class: "RedirectNote" }, icon(REDIRECT_ICON, "RedirectIcon"), h("p", {}, text));
}

/** The offer to store the card, or the words that say it will be charged again. */
function cardExtras(
  setup: FrameSetup,
  session: Session,
  texts: Texts,
  save: HTMLInputElement,
): HTMLElement[] {
  const offer = session.canSave
    ? [
        h(
          "label",
          { class: "Checkbox", for: save.id },
          save,
          h("span", { class: "CheckboxLabel" }, texts.saveCard),
        ),
      ]
    : [];
  const { mode, setupFutureUsage } = setup.group;
  const term = (setup.options.terms as Record<string, string> | undefined)?.card ?? "auto";
  const recurs = mode === "subscription" || mode === "setup" || setupFutureUsage === "off_session";
  if (term === "never" || (term === "auto" && !recurs)) return offer;
  const business = (setup.options.business as { name?: string } | undefined)?.name ?? texts.thisBusiness;
  return [...offer, h("p", { class: "TermsText" }, fill(texts.mandate, { business }))];
}

type BillingFields = { name?: string; address?: string | { country?: string; postalCode?: string } } | string;

function shapeOf(setup: FrameSetup): CardFormShape {
  const fields = (setup.options.fields as { billingDetails?: BillingFields } | undefined)?.billingDetails;
  const given = typeof fields === "object" ? fields : {};
  const address = typeof fields === "string" ? fields : (given.address ?? "auto");
  const part = (name: "country" | "postalCode") =>
    !setup.addressElsewhere &&
    address !== "never" &&
    !(typeof address === "object" && address[name] === "never");
  return {
    locale: setup.locale,
    name: given.name === "always",
    country: part("country"),
    postalCode: part("postalCode"),
  };
}

type Defaults = { billingDetails?: { name?: string; address?: { country?: string; postal_code?: string } } };

export function startValues(setup: FrameSetup): CardValues {
  const billing = (setup.options.defaultValues as Defaults | undefined)?.billingDetails;
  return {
    number: "",
    expiry: "",
    cvc: "",
    country: billing?.address?.country ?? guessCountry(navigator.languages),
    postalCode: billing?.address?.postal_code ?? "",
    name: billing?.name ?? "",
  };
}

function layoutOf(setup: FrameSetup, count: number): Layout {
  const given = setup.options.layout;
  const detail = (typeof given === "object" && given ? given : { type: given }) as Record<string, unknown>;
  const radios = detail.radios ?? "auto";
  return {
    type: detail.type === "tabs" ? "tabs" : "accordion",
    radios: radios === "always" || radios === "auto" || (radios === "if_multiple" && count > 1),
    spaced: detail.spacedAccordionItems === true,
  };
}

/** Whether the form starts with no method open. */
export function startsCollapsed(setup: FrameSetup): boolean {
  const layout = setup.options.layout;
  return typeof layout === "object" && layout !== null && "defaultCollapsed" in layout
    ? layout.defaultCollapsed === true
    : false;
}
