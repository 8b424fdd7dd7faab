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
import { SAVED_QUERIES } from './queries.js';
import { SAVED_QUERIES_PLUGIN } from './saved.jsx';

const address = new URLSearchParams(location.search);
const fetcher = createGraphiQLFetcher({ url: new URL('../graphql', location.href).href });
const plugins = [SAVED_QUERIES_PLUGIN, explorerPlugin(), HISTORY_PLUGIN, GLOSSARY_PLUGIN];

createRoot(document.getElementById('root')).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={plugins}
    visiblePlugin={SAVED_QUERIES_PLUGIN}
    defaultQuery={SAVED_QUERIES[0].text}
    initialQuery={address.get('query') ?? undefined}
    initialVariables={address.get('variables') ?? undefined}
    defaultEditorToolsVisibility={false}
  >
    <GraphiQL.Logo>
      <a className="ameide-logo" href="../">
        <img src={logo} alt="" />
        Ameide
      </a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
