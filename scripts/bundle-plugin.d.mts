export declare const bundlePlugin: () => void;
export declare const freshPlugin: () => string;
