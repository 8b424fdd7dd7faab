// The saved queries: one file each in ../queries. The first comment line is the title, the others say what it is for.
import { parse } from 'graphql';

const files = import.meta.glob('../queries/*.graphql', { query: '?raw', import: 'default', eager: true });

const comments = (text) =>
  text
    .slice(0, text.search(/^[^#]/m))
    .split('\n')
    .map((line) => line.replace(/^#\s*/, '').trim())
    .filter(Boolean);

export const SAVED_QUERIES = Object.keys(files)
  .sort()
  .map((path) => {
    const text = files[path];
    const [title, ...about] = comments(text);
    return { title, about: about.join(' '), text, document: parse(text) };
  });
