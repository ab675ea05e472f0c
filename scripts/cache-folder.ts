import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder for programs fetched once per person: `CAMPAIGN_CACHE_DIR`, or one below the user's cache folder. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.CAMPAIGN_CACHE_DIR || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'campaign-management');
}
