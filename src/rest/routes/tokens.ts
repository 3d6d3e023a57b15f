import { make, read, remove, type Route } from '../route.ts';

export const tokens: readonly Route[] = [
  read('/viewer', 'viewer'),
  read('/tokens', 'tokens'),

  make('/tokens', 'createToken', null, { name: 'deploy-bot', role: 'operator', expiresIn: '30d' }),
  make('/token-exchange', 'exchangeToken', null, { expiresIn: '15m' }),
  remove('/tokens/{tokenId}', 'revokeToken'),
];
