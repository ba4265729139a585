import { FAILSAFE_SCHEMA, load, YAMLException } from 'js-yaml';

/** Where YAML takes something out of what is written (comments, anchors, tags), or where only rare YAML leads. */
const RARE = /[ \t]#|\t|(?:^|[\s[,:])[&*!?|>%{:]|^(?:---|\.\.\.)/m;

/**
 * The YAML that editors nearly always write, every value as the text that stands there: an editor's `yes` or `404` is not a truth
 * or a number. By js-yaml, as thousands of examples are read at every start and the parser that knows each value's line takes ten times
 * as long.
 * @returns null for what that one had better look at: mistakes above all
 */
export function readPlainYaml(source: string): unknown {
  if (RARE.test(source)) return null;
  try {
    return load(source, { schema: FAILSAFE_SCHEMA });
  } catch (error) {
    if (error instanceof YAMLException) return null;
    throw error;
  }
}
