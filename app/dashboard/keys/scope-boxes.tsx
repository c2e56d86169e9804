import type { ApiKeyScope } from "@/lib/api-keys/scopes";

type Props = {
  legend: string;
  scopes: { value: ApiKeyScope; name: string; text: string }[];
  /** Undefined: all of them. */
  chosen: ApiKeyScope[] | undefined;
  error: string | undefined;
};

/** What a new key may do, to be ticked. */
export function ScopeBoxes({ legend, scopes, chosen, error }: Props) {
  return (
    <fieldset aria-describedby={error ? "scopes-error" : undefined}>
      <legend className="mb-1.5 font-medium text-sm">{legend}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {scopes.map(({ value, name, text }) => (
          <label
            key={value}
            className="flex cursor-pointer items-start gap-3 rounded-topup border border-line p-3 has-checked:border-primary"
          >
            <input
              type="checkbox"
              name="scope"
              value={value}
              defaultChecked={chosen?.includes(value) ?? true}
              aria-invalid={error ? true : undefined}
              className="checkbox checkbox-primary checkbox-sm mt-0.5"
            />
            <span className="min-w-0">
              <span className="block font-medium">{name}</span>
              <span className="block text-muted text-sm">{text}</span>
            </span>
          </label>
        ))}
      </div>
      {error ? (
        <p id="scopes-error" className="mt-1.5 text-error text-sm">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
