import { getTranslations } from "next-intl/server";
import { CODE_LANGUAGES, type CodeLanguage } from "@/lib/api/examples/write-code";

export const CODE_NAMES: Record<CodeLanguage, string> = {
  curl: "curl",
  typescript: "TypeScript",
  python: "Python",
};

/** Without script: what is shown follows from which of the page's radio buttons is checked. */
export const SHOWN_FOR: Record<CodeLanguage, string> = {
  curl: "hidden group-has-[#code-curl:checked]/docs:block",
  typescript: "hidden group-has-[#code-typescript:checked]/docs:block",
  python: "hidden group-has-[#code-python:checked]/docs:block",
};

/** Chooses the language of all examples at once. Stays in sight while the calls are read. */
export async function CodeLanguages() {
  const t = await getTranslations("api.page");
  return (
    <fieldset className="sticky top-16 z-30 -mx-4 flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-y bg-page px-4 py-1 sm:-mx-6 sm:px-6">
      <legend className="sr-only">{t("language")}</legend>
      <span aria-hidden="true" className="hidden text-muted text-sm sm:inline">
        {t("language")}
      </span>
      {CODE_LANGUAGES.map((language) => (
        <label
          key={language}
          className="tap flex cursor-pointer items-center gap-2 text-sm"
          htmlFor={`code-${language}`}
        >
          <input
            type="radio"
            name="code"
            id={`code-${language}`}
            defaultChecked={language === "curl"}
            className="radio radio-sm radio-primary"
          />
          {CODE_NAMES[language]}
        </label>
      ))}
    </fieldset>
  );
}
