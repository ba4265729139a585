import { fail, type Result } from '#core/result.ts';

/** Carries a refusal out of a transaction that must leave no trace. */
class Refusal<Code> extends Error {
  readonly code: Code;

  constructor(code: Code) {
    super('refused');
    this.code = code;
  }
}

/** Runs a use case whose refusal must leave no trace: what it wrote on the way is rolled back with its transaction. */
export async function orNothing<Context, Value, Code extends string>(
  transaction: <T>(work: (context: Context) => Promise<T>) => Promise<T>,
  work: (context: Context) => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code>> {
  try {
    return await transaction(async (context) => {
      const result = await work(context);
      if (!result.ok) throw new Refusal(result.error);
      return result;
    });
  } catch (error) {
    if (error instanceof Refusal) return fail(error.code as Code);
    throw error;
  }
}
