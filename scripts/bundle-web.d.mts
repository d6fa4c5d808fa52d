export declare const bundleWeb: () => Promise<void>;
export declare const freshWeb: () => Promise<void>;
