// The saved queries: one file each in ../queries. The first comment line is the title, the others say what it is for,
// and `# $name: kind` says which id of the tenant's own a variable gets (own.js).
import { parse } from 'graphql';

const files = import.meta.glob('../queries/*.graphql', { query: '?raw', import: 'default', eager: true });
const NEEDED = /^\$(\w+): (\w+)$/;

const comments = (text) =>
  text
    .slice(0, text.search(/^[^#]/m))
    .split('\n')
    .map((line) => line.replace(/^#\s*/, '').trim())
    .filter(Boolean);

const without = (text) => text.replace(/^#\s*\$\w+: \w+\n/gm, '');

export const SAVED_QUERIES = Object.keys(files)
  .sort()
  .map((path) => {
    const lines = comments(files[path]);
    const [title, ...about] = lines.filter((line) => !NEEDED.test(line));
    const needs = Object.fromEntries(lines.flatMap((line) => (NEEDED.test(line) ? [NEEDED.exec(line).slice(1)] : [])));
    const text = without(files[path]);
    return { title, about: about.join(' '), needs, text, document: parse(text) };
  });
