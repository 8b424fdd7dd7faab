// Builds the page into dist/, to be served as it stands: relative addresses, nothing from elsewhere.
import react from '@vitejs/plugin-react';

// Some packages keep a directive of the React compiler that means nothing once bundled.
const PASSED_OVER = new Set(['MODULE_LEVEL_DIRECTIVE']);

export default {
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    assetsInlineLimit: 0, // a data: address would need a hole in the content security policy
    chunkSizeWarningLimit: 9000, // the editor alone
    rolldownOptions: {
      onwarn: (warning, warn) => PASSED_OVER.has(warning.code) || warn(warning),
    },
  },
};
