/** What a use case returns: a value, or an error code that is also an i18n key (`phone.landline` → `errors-phone-landline`). */
export type Result<Value, Code extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Code };

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });

export const fail = <Code extends string>(error: Code): { readonly ok: false; readonly error: Code } => ({
  ok: false,
  error,
});
