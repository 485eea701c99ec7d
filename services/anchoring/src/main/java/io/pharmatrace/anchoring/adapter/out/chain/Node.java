package io.pharmatrace.anchoring.adapter.out.chain;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.anchoring.application.ChainException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.http.HttpService;

/**
 * The node at {@code pharmatrace.chain.rpc-url}, or one of several there (see {@link Addresses}).
 * Every fault leaves as a ChainException. Thread-safe.
 */
@Singleton
final class Node {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final Addresses addresses;
  private final OkHttpClient http;
  private final HttpService service;
  private final Web3j web3j;

  Node(
      @Value("${pharmatrace.chain.rpc-url:`http://127.0.0.1:8545`}") String urls,
      @Value("${pharmatrace.chain.stands-after:15s}") Duration standsAfter) {
    this.addresses = new Addresses(urls, standsAfter);
    this.http =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT)
            .readTimeout(ANSWER)
            .callTimeout(ANSWER)
            .addInterceptor(this::ask)
            .build();
    this.service = new HttpService(addresses.current().toString(), http);
    this.web3j = Web3j.build(service);
  }

  private okhttp3.Response ask(Interceptor.Chain chain) throws IOException {
    HttpUrl address = addresses.current();
    try {
      okhttp3.Response answer = chain.proceed(chain.request().newBuilder().url(address).build());
      if (!answer.isSuccessful()) {
        addresses.failed(address);
      }
      return answer;
    } catch (IOException e) {
      addresses.failed(address);
      throw new IOException(address + ": " + e.getMessage(), e);
    }
  }

  Web3j web3j() {
    return web3j;
  }

  /** The number of the newest block, by which a head that stands is noticed. */
  void seen(long newest) {
    addresses.seen(newest);
  }

  /** The one in use lacks blocks that another gave. */
  void behind() {
    addresses.behind();
  }

  /** A question that Web3j has no method for, or reads only a part of the answer of. */
  <T extends Response<?>> Request<?, T> request(String method, List<?> values, Class<T> answer) {
    return new Request<>(method, values, service, answer);
  }

  /** Asks and gives the whole answer, an error that the node reports included. */
  <T extends Response<?>> T ask(Request<?, T> request) {
    try {
      return request.send();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Asks and refuses an error as answer. */
  <T extends Response<?>> T get(Request<?, T> request) {
    T answer = ask(request);
    if (answer.hasError()) {
      throw new ChainException(
          "the node answers %s with: %s"
              .formatted(request.getMethod(), answer.getError().getMessage()));
    }
    return answer;
  }

  /** A call of a contract through its wrapper. */
  <T> T call(Callable<T> call) {
    try {
      return call.call();
    } catch (IOException e) {
      throw unreachable(e);
    } catch (ChainException e) {
      throw e;
    } catch (Exception e) {
      throw new ChainException("a contract cannot be read: " + e.getMessage(), e);
    }
  }

  private ChainException unreachable(IOException e) {
    return new ChainException("the chain cannot be reached: %s".formatted(e.getMessage()), e);
  }

  @PreDestroy
  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
