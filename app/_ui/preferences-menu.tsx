import { getTranslations } from "next-intl/server";
import { LANGUAGE_TAGS, LOCALES } from "@/app/_i18n/locale";
import { getPreferences, THEMES } from "@/app/_i18n/preferences";
import { chooseDisplayCurrency, chooseLanguage, chooseTheme } from "@/app/preferences/actions";
import { CURRENCIES } from "@/lib/catalog/currencies";
import { Icon } from "./icon";

const LANGUAGE_NAMES = { en: "English", zh: "简体中文" } as const;
const LANGUAGES = LOCALES.map((locale) => ({
  value: locale,
  label: LANGUAGE_NAMES[locale],
  lang: LANGUAGE_TAGS[locale],
}));
const LANGUAGE_MARKS = { en: "EN", zh: "中" } as const;

/** Language, currency and theme behind one button: a native popover with plain forms, no script. */
export async function PreferencesMenu() {
  const t = await getTranslations("common.preferences");
  const chosen = await getPreferences();
  return (
    <>
      <button
        type="button"
        popoverTarget="preferences"
        aria-label={t("open")}
        className="btn btn-ghost tap gap-1.5 px-2 font-medium text-sm sm:px-3"
      >
        <Icon name="globe" className="size-4.5" />
        <span className="hidden min-[380px]:inline">
          {LANGUAGE_MARKS[chosen.locale]}
          <span className="px-1 text-muted">·</span>
          {chosen.currency.toUpperCase()}
        </span>
      </button>
      <PreferencesPanel />
    </>
  );
}

async function PreferencesPanel() {
  const t = await getTranslations("common.preferences");
  const tCurrencies = await getTranslations("common.currencies");
  const chosen = await getPreferences();
  return (
    <div
      id="preferences"
      popover="auto"
      className="panel inset-auto top-17 right-4 w-72 p-4 text-ink shadow-float sm:right-[max(1.5rem,calc(50vw-34.5rem))]"
    >
      <Choices
        title={t("language")}
        name="locale"
        action={chooseLanguage}
        value={chosen.locale}
        options={LANGUAGES}
      />
      <Choices
        title={t("currency")}
        name="currency"
        action={chooseDisplayCurrency}
        value={chosen.currency}
        options={CURRENCIES.map((currency) => ({
          value: currency,
          label: currency.toUpperCase(),
          title: tCurrencies(currency),
        }))}
      />
      <Choices
        title={t("theme")}
        name="theme"
        action={chooseTheme}
        value={chosen.theme}
        options={THEMES.map((theme) => ({ value: theme, label: t(`themes.${theme}`) }))}
      />
    </div>
  );
}

type ChoicesProps = {
  title: string;
  name: string;
  value: string;
  action: (form: FormData) => Promise<void>;
  options: { value: string; label: string; title?: string; lang?: string }[];
};

function Choices({ title, name, value, action, options }: ChoicesProps) {
  return (
    <form action={action} className="mb-4 last:mb-0">
      <fieldset>
        <legend className="mb-1.5 text-muted text-sm">{title}</legend>
        <div className="grid auto-cols-fr grid-flow-col gap-1 rounded-topup bg-page p-1">
          {options.map((option) => (
            <button
              key={option.value}
              type="submit"
              name={name}
              value={option.value}
              lang={option.lang}
              title={option.title}
              aria-pressed={option.value === value}
              className="min-h-9 cursor-pointer whitespace-nowrap rounded-md border border-transparent px-1.5 font-medium text-muted text-sm hover:text-ink aria-pressed:border-line aria-pressed:bg-surface aria-pressed:text-ink"
            >
              {option.label}
            </button>
          ))}
        </div>
      </fieldset>
    </form>
  );
}
