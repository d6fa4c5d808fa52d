/** Where the alarm looks. */
export const beatMetric = { namespace: 'Trailwarden', name: 'DeafLanes', dimension: 'Function' } as const;

/**
 * A log line that CloudWatch takes a metric from, so that measuring needs no permission and no call.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const beatLine = (deaf: number, functionName: string, now: Date): string => {
  const { namespace, name, dimension } = beatMetric;
  const metrics = { Namespace: namespace, Dimensions: [[dimension]], Metrics: [{ Name: name, Unit: 'Count' }] };
  return JSON.stringify({
    level: 'info',
    message: 'beat',
    _aws: { Timestamp: now.getTime(), CloudWatchMetrics: [metrics] },
    [dimension]: functionName,
    [name]: deaf,
  });
};
