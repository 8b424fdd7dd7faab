// Ameide's GraphiQL: saved queries, explorer, history; asks the service that it came from and nobody else.
import 'graphiql/setup-workers/vite';

import { explorerPlugin } from '@graphiql/plugin-explorer';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';

import '@graphiql/plugin-explorer/style.css';
import 'graphiql/style.css';
import './style.css';

import logo from './ameide.svg';
import { GLOSSARY_PLUGIN } from './glossary.jsx';
import { ownIds, variablesOf } from './own.js';
import { SAVED_QUERIES } from './queries.js';
import { savedQueries } from './saved.jsx';

const address = new URLSearchParams(location.search);
const url = new URL('../graphql', location.href).href;
const fetcher = createGraphiQLFetcher({ url });
const ids = await ownIds(url);
const saved = savedQueries(ids);
const plugins = [saved, explorerPlugin(), HISTORY_PLUGIN, GLOSSARY_PLUGIN];
const first = ids === null ? SAVED_QUERIES.find(({ title }) => title === 'Import a model') : SAVED_QUERIES[0];
const query = address.get('query') ?? undefined;
const variables = address.get('variables') ?? (query === undefined ? variablesOf(first, ids) : undefined);

createRoot(document.getElementById('root')).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={plugins}
    visiblePlugin={window.innerWidth < 700 ? undefined : saved}
    defaultQuery={first.text}
    initialQuery={query}
    initialVariables={variables}
    defaultEditorToolsVisibility={variables ? 'variables' : false}
  >
    <GraphiQL.Logo>
      <a className="ameide-logo" href="../">
        <img src={logo} alt="" />
        Ameide
      </a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
