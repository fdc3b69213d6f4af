import type { Operator } from './mutant.ts';

/** A node of the syntax tree, as the parser gives it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** One change of a node's place, or of another one inside it. */
export interface Change {
  readonly operator: Operator;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

const comparisons: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
};
const logic: Readonly<Record<string, string>> = { '&&': '||', '||': '&&', '??': '&&' };
const arithmetic: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '<<': '>>',
  '>>': '<<',
  '>>>': '<<',
  '&': '|',
  '|': '&',
  '^': '&',
};
const methods: Readonly<Record<string, string>> = {
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  toLowerCase: 'toUpperCase',
  toUpperCase: 'toLowerCase',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  push: 'unshift',
  unshift: 'push',
};
/** Calls that are left out: what they return is what they were called on. */
const dropped = new Set(['trim', 'trimEnd', 'trimStart', 'slice', 'filter', 'sort', 'toSorted', 'reverse', 'replace', 'replaceAll', 'at']);

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null && 'type' in value;
const isText = (node: unknown): boolean =>
  isNode(node) && (node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node['value'] === 'string'));

/* A text with spaces; how it reads is no behaviour. */
const isForPeople = (node: unknown): boolean =>
  isNode(node) &&
  (node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node['value'] === 'string' && node['value'].includes(' ')));

const whole = (node: SyntaxNode, operator: Operator, replacement: string): Change => ({
  operator,
  start: node.start,
  end: node.end,
  replacement,
});

/** The operator between two operands: found from the left one's end, since a comment may hold its characters. */
const between = (node: SyntaxNode, text: string, sign: string, operator: Operator, replacement: string): readonly Change[] => {
  const { left, right } = node as unknown as { readonly left: SyntaxNode; readonly right: SyntaxNode };
  const at = text.slice(left.end, right.start).lastIndexOf(sign);
  return at === -1 ? [] : [{ operator, start: left.end + at, end: left.end + at + sign.length, replacement }];
};

const condition = (test: unknown): readonly Change[] =>
  isNode(test) ? [whole(test, 'condition', 'true'), whole(test, 'condition', 'false')] : [];

const ofCall = (node: SyntaxNode, text: string): readonly Change[] => {
  const callee = node['callee'];
  if (!isNode(callee) || callee.type !== 'MemberExpression' || callee['computed'] === true) return [];
  const { object, property } = callee as unknown as { readonly object: SyntaxNode; readonly property: SyntaxNode };
  const name = text.slice(property.start, property.end);
  const other = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (other !== undefined) return [whole(property, 'method', other)];
  return dropped.has(name) ? [whole(node, 'method', text.slice(object.start, object.end))] : [];
};

const ofLiteral = (node: SyntaxNode): readonly Change[] => {
  const { value, raw } = node as unknown as { readonly value: unknown; readonly raw: string };
  if (typeof value === 'boolean') return [whole(node, 'boolean', String(!value))];
  if (typeof value === 'number') return [whole(node, 'number', value === 0 ? '1' : `(${raw} + 1)`)];
  return typeof value === 'string' && !isForPeople(node) ? [whole(node, 'text', value === '' ? "'mutant'" : "''")] : [];
};

/** Returns the changes that one node gives rise to; those of the nodes inside it are not among them. Pure. */
export const changeNode = (node: SyntaxNode, text: string): readonly Change[] => {
  const sign = typeof node['operator'] === 'string' ? node['operator'] : '';
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return condition(node['test']);
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return isNode(node['test']) ? [whole(node['test'], 'condition', 'false')] : [];
    case 'BinaryExpression':
      if (Object.hasOwn(comparisons, sign)) return (comparisons[sign] ?? []).flatMap((one) => between(node, text, sign, 'comparison', one));
      if (!Object.hasOwn(arithmetic, sign) || (sign === '+' && (isText(node['left']) || isText(node['right'])))) return [];
      return between(node, text, sign, 'arithmetic', arithmetic[sign] ?? sign);
    case 'LogicalExpression':
      return between(node, text, sign, 'logic', logic[sign] ?? sign);
    case 'UnaryExpression': {
      const argument = node['argument'] as SyntaxNode;
      if (sign === '!') return [whole(node, 'negation', text.slice(argument.start, argument.end))];
      return sign === '-' ? [whole(node, 'arithmetic', text.slice(argument.start, argument.end))] : [];
    }
    case 'UpdateExpression':
      return [
        {
          operator: 'update',
          start: node.start,
          end: node.end,
          replacement: text.slice(node.start, node.end).replace(sign, sign === '++' ? '--' : '++'),
        },
      ];
    case 'AssignmentExpression':
      return sign === '+=' || sign === '-=' ? between(node, text, sign, 'assignment', sign === '+=' ? '-=' : '+=') : [];
    case 'BlockStatement':
      return (node['body'] as readonly unknown[]).length === 0 ? [] : [whole(node, 'block', '{}')];
    case 'ExpressionStatement': {
      const expression = node['expression'] as SyntaxNode;
      return ['CallExpression', 'AwaitExpression', 'AssignmentExpression'].includes(expression.type) ? [whole(node, 'call', ';')] : [];
    }
    case 'ArrowFunctionExpression': {
      const body = node['body'] as SyntaxNode;
      const written = text.slice(node.start, body.end);
      // parentheses around an object stand outside its node
      const from = text.lastIndexOf('=>', body.start) + 2;
      return body.type === 'BlockStatement' || written.endsWith('undefined')
        ? []
        : [{ operator: 'arrow', start: from, end: node.end, replacement: ' undefined' }];
    }
    case 'ArrayExpression':
      return (node['elements'] as readonly unknown[]).length === 0 ? [] : [whole(node, 'array', '[]')];
    case 'ObjectExpression':
      return (node['properties'] as readonly SyntaxNode[]).every(({ value }) => isForPeople(value)) ? [] : [whole(node, 'object', '({})')];
    case 'MemberExpression':
      return node['optional'] === true
        ? [
            {
              operator: 'optional-chain',
              start: node.start,
              end: node.end,
              replacement: text.slice(node.start, node.end).replace('?.', node['computed'] === true ? '' : '.'),
            },
          ]
        : [];
    case 'CallExpression':
      return ofCall(node, text);
    case 'Literal':
      return ofLiteral(node);
    default:
      return [];
  }
};
