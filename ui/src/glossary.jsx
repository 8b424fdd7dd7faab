// The "Glossary" side bar: docs/glossary.md, for people who meet a word of Ameide's for the first time.
import markdown from '../../docs/glossary.md?raw';

const HEADING = /^## (.+)$/;
const TERM = /^- \*\*(.+?)\*\*: (.+)$/;

function Icon(props) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" {...props}>
      <path d="M4 5h7v14H4zM13 5h7v14h-7zM6 9h3M15 9h3" />
    </svg>
  );
}

// Text in backquotes is code; everything else is shown as it is.
const spoken = (text) => text.split('`').map((part, place) => (place % 2 ? <code key={place}>{part}</code> : part));

function Line({ text }) {
  const heading = HEADING.exec(text);
  if (heading) return <h3>{heading[1]}</h3>;
  const [, term, meaning] = TERM.exec(text);
  return (
    <p>
      <strong>{term}</strong> {spoken(meaning)}
    </p>
  );
}

function List() {
  const lines = markdown.split('\n').filter((line) => HEADING.test(line) || TERM.test(line));
  return (
    <section className="glossary" aria-label="Glossary">
      <h2>Glossary</h2>
      {lines.map((line) => (
        <Line key={line} text={line} />
      ))}
    </section>
  );
}

export const GLOSSARY_PLUGIN = { title: 'Glossary', icon: Icon, content: List };
