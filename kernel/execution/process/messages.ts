/**
 * The messages of Grafana's backend protocol that are spoken here, by their public field numbers, and the methods they belong to.
 * Fields that nobody here fills or reads are left out; a peer ignores what it does not know, as the format demands.
 */
import protobuf from 'protobufjs';

const text = `
syntax = "proto3";
package pluginv2;

message StringList { repeated string values = 1; }
message User { string login = 1; string name = 2; string email = 3; string role = 4; }
message AppInstanceSettings {
  bytes jsonData = 3;
  map<string, string> decryptedSecureJsonData = 4;
  int64 lastUpdatedMS = 5;
  string apiVersion = 6;
}
message DataSourceInstanceSettings {
  int64 id = 1;
  string name = 2;
  string url = 3;
  string user = 4;
  string database = 5;
  bool basicAuthEnabled = 6;
  string basicAuthUser = 7;
  bytes jsonData = 8;
  map<string, string> decryptedSecureJsonData = 9;
  int64 lastUpdatedMS = 10;
  string uid = 11;
  string apiVersion = 12;
}
message PluginContext {
  int64 orgId = 1;
  string pluginId = 2;
  User user = 3;
  AppInstanceSettings appInstanceSettings = 4;
  DataSourceInstanceSettings dataSourceInstanceSettings = 5;
  map<string, string> grafanaConfig = 6;
  string pluginVersion = 7;
  string userAgent = 8;
  string apiVersion = 9;
  string namespace = 10;
}

message CallResourceRequest {
  PluginContext pluginContext = 1;
  string path = 2;
  string method = 3;
  string url = 4;
  map<string, StringList> headers = 5;
  bytes body = 6;
}
message CallResourceResponse { int32 code = 1; map<string, StringList> headers = 2; bytes body = 3; }

message TimeRange { int64 fromEpochMS = 1; int64 toEpochMS = 2; }
message DataQuery {
  string refId = 1;
  int64 maxDataPoints = 2;
  int64 intervalMS = 3;
  TimeRange timeRange = 4;
  bytes json = 5;
  string queryType = 6;
}
message QueryDataRequest {
  PluginContext pluginContext = 1;
  map<string, string> headers = 2;
  repeated DataQuery queries = 3;
  int32 format = 4;
}
message DataResponse {
  repeated bytes frames = 1;
  string error = 2;
  bytes jsonMeta = 3;
  int32 status = 4;
  string errorSource = 5;
  int32 format = 6;
}
message QueryDataResponse { map<string, DataResponse> responses = 1; }
message QueryChunkedDataResponse {
  string refId = 1;
  string frameId = 2;
  bytes frame = 3;
  string error = 4;
  int32 status = 5;
  string errorSource = 6;
  int32 format = 7;
}

message CollectMetricsRequest { PluginContext pluginContext = 1; }
message CollectMetricsResponse {
  message Payload { bytes text = 1; }
  Payload metrics = 1;
}
message CheckHealthRequest { PluginContext pluginContext = 1; map<string, string> headers = 2; }
message CheckHealthResponse { int32 status = 1; string message = 2; bytes jsonDetails = 3; }

message StreamRequest { PluginContext pluginContext = 1; string path = 2; bytes data = 3; map<string, string> headers = 4; }
message StreamResponse { int32 status = 1; bytes data = 2; }
message StreamPacket { bytes data = 1; }

message Empty {}
message StdioData { int32 channel = 1; bytes data = 2; }
message ServingRequest { string service = 1; }
message ServingResponse { int32 status = 1; }
`;

const root = protobuf.parse(text, { keepCase: true }).root;
/** A message by its name, for whoever plays the other end. */
export const type = (name: string): protobuf.Type => root.lookupType(`pluginv2.${name}`);

export interface Method {
  readonly path: string;
  readonly encode: (message: object) => Buffer;
  readonly decode: (bytes: Buffer) => object;
}

function method(path: string, request: string, response: string): Method {
  const asks = type(request);
  const answers = type(response);
  return {
    path,
    encode: (message) => Buffer.from(asks.encode(asks.fromObject(message)).finish()),
    decode: (bytes) => answers.toObject(answers.decode(bytes), plain),
  };
}
/** Numbers of 64 bits fit: they are times and ids. Bytes stay views of what came over the wire. */
const plain = { longs: Number, defaults: true, arrays: true, objects: true } as const;

export const methods = {
  query: method('/pluginv2.Data/QueryData', 'QueryDataRequest', 'QueryDataResponse'),
  queryChunked: method('/pluginv2.Data/QueryChunkedData', 'QueryDataRequest', 'QueryChunkedDataResponse'),
  resource: method('/pluginv2.Resource/CallResource', 'CallResourceRequest', 'CallResourceResponse'),
  health: method('/pluginv2.Diagnostics/CheckHealth', 'CheckHealthRequest', 'CheckHealthResponse'),
  metrics: method('/pluginv2.Diagnostics/CollectMetrics', 'CollectMetricsRequest', 'CollectMetricsResponse'),
  subscribe: method('/pluginv2.Stream/SubscribeStream', 'StreamRequest', 'StreamResponse'),
  runStream: method('/pluginv2.Stream/RunStream', 'StreamRequest', 'StreamPacket'),
  publishStream: method('/pluginv2.Stream/PublishStream', 'StreamRequest', 'StreamResponse'),
  serving: method('/grpc.health.v1.Health/Check', 'ServingRequest', 'ServingResponse'),
  shutdown: method('/plugin.GRPCController/Shutdown', 'Empty', 'Empty'),
  stdio: method('/plugin.GRPCStdio/StreamStdio', 'Empty', 'StdioData'),
} as const;
