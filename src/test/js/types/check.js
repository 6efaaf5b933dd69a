// Runs the TypeScript compiler over files that are given as text, in a browser or in Node: it reads and writes nothing.

const OPTIONS = {
  strict: true,
  allowJs: true,
  checkJs: true,
  noEmit: true,
  skipLibCheck: true,
  target: 'es2023',
  module: 'es2022',
  moduleResolution: 'bundler',
  lib: ['es2023', 'dom', 'dom.iterable'],
  types: [],
};

/**
 * Type errors of all modules below `root`, and the places where they say `any` or use a value of that type.
 * @param {any} ts the compiler's namespace
 * @param {Record<string, string>} files text by absolute path: modules, packages under `/node_modules`, the compiler's
 *   own declarations under `/lib`
 * @param {string} root the folder whose modules are checked
 * @returns {{errors: Found[], anys: Found[]}} in the order of the files
 * @typedef {{file: string, message: string}} Found
 */
export function typeErrors(ts, files, root) {
  const options = ts.convertCompilerOptionsFromJson(OPTIONS, '/').options;
  const names = Object.keys(files).filter((name) => name.startsWith(root) && name.endsWith('.js')).sort();
  const program = ts.createProgram(names, options, hostOf(ts, files));
  return {
    errors: ts.getPreEmitDiagnostics(program).map((/** @type {any} */ one) => shown(one.file, one.start, messageOf(ts, one))),
    anys: names.flatMap((name) => anysIn(ts, program.getTypeChecker(), program.getSourceFile(name))),
  };
}

/** @param {any} ts @param {any} checker @param {any} file @returns {Found[]} */
function anysIn(ts, checker, file) {
  /** @type {Map<number, string>} */
  const places = new Map();
  const visit = (/** @type {any} */ node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) places.set(node.getStart(file), 'the type `any`');
    if (isUse(ts, node) && isAny(ts, checker.getTypeAtLocation(node.expression))) places.set(node.getStart(file), 'a value of the type `any` is used');
    node.jsDoc?.forEach(visit);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...places].map(([at, message]) => shown(file, at, message));
}

/** What has a type error has that type too. @param {any} ts @param {any} type */
const isAny = (ts, type) => (type.flags & ts.TypeFlags.Any) !== 0 && type.intrinsicName !== 'error';

/** @param {any} ts @param {any} node */
const isUse = (ts, node) => ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
  || (ts.isCallExpression(node) && node.expression.kind !== ts.SyntaxKind.ImportKeyword);

/** @param {any} ts @param {any} found */
const messageOf = (ts, found) => `TS${found.code}: ${ts.flattenDiagnosticMessageText(found.messageText, '\n')}`;

/** @param {any} file @param {number} at @param {string} message @returns {Found} */
function shown(file, at, message) {
  if (!file) return { file: '', message };
  const { line, character } = file.getLineAndCharacterOfPosition(at);
  const name = file.fileName.slice(1);
  return { file: name, message: `${name}:${line + 1}:${character + 1}: ${message}` };
}

/** @param {any} ts @param {Record<string, string>} files */
function hostOf(ts, files) {
  const folders = new Set(Object.keys(files).flatMap(parents));
  const sources = new Map();
  return {
    fileExists: (/** @type {string} */ name) => Object.hasOwn(files, name),
    readFile: (/** @type {string} */ name) => files[name],
    directoryExists: (/** @type {string} */ name) => folders.has(name),
    getDirectories: () => [],
    getSourceFile(/** @type {string} */ name, /** @type {unknown} */ version) {
      if (!Object.hasOwn(files, name)) return undefined;
      if (!sources.has(name)) sources.set(name, ts.createSourceFile(name, files[name], version));
      return sources.get(name);
    },
    getDefaultLibLocation: () => '/lib',
    getDefaultLibFileName: () => '/lib/lib.d.ts',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (/** @type {string} */ name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile() {},
  };
}

/** @param {string} name */
function parents(name) {
  const parts = name.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/') || '/');
}
