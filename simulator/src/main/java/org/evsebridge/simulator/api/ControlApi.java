package org.evsebridge.simulator.api;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.house.ProgramFaults;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.web.PageFiles;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Key;

/**
 * The control API: looks at and acts on a running station over HTTP. What it takes is what rig.yaml
 * takes, and it is described in {@code /openapi.yaml}.
 */
public final class ControlApi implements AutoCloseable {
  /** How many connections there may be at a time. */
  static final int MOST_CONNECTIONS = 256;

  /**
   * Requests that are answered at a time. None waits long: what lets time pass is answered when it
   * has passed. Of each thread that a page had use for some hundred kB remain.
   */
  private static final int THREADS = 4;

  private static final int MOST_WAITING = MOST_CONNECTIONS;
  private static final int THREAD_IDLE_SECONDS = 30;
  private static final long CLOSE_MILLIS = 2_000;
  private static final int IDLE_SECONDS = 30;

  /** Within which a request that has begun must be all there; less than may pass idle. */
  static final int REQUEST_SECONDS = 20;

  /** A client that has so much to read yet does not keep up. */
  private static final WriteBufferWaterMark MOST_UNREAD =
      new WriteBufferWaterMark(1 << 19, 1 << 20);

  private static final String PAGE = "/";
  private static final String EVENTS = "/events";

  private static final Key<Optional<Boolean>> STATE =
      Key.onOff("state")
          .optional("changes and transactions")
          .says("on: instead of these an event 'state' with what /state says, four times a second");

  /**
   * Not the {@link org.evsebridge.bridge.net.Loops} of all other sockets: epoll as Netty 4.2.16 has
   * it forgets a connection whose caller has ended his side while nothing is read from it, and what
   * cannot be written at once is lost.
   */
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("control API sockets", true), NioIoHandler.newFactory());

  private final Places places = new Places(MOST_CONNECTIONS);
  private final ProgramFaults faults = new ProgramFaults();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          THREAD_IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          Threads.factory("control API"));
  private final AccessControl access;
  private final ActivityLog activity;
  private final PageFiles page = new PageFiles("/org/evsebridge/simulator/page/");
  private final StateFeed feed;
  private final List<ApiRoute> routes = new ArrayList<>();
  private Channel server;

  /** Everything at once. */
  record StateOfEverything(
      ClockRoutes.ClockView clock,
      Optional<Controlled.Addresses> addresses,
      StateView.HouseView house,
      StateView.MeterState meter,
      List<LineRoutes.BusView> lines,
      List<StateView.ChargerView> chargers) {}

  /** That the program lives. */
  record Health(String status) {}

  private ControlApi(Controlled controlled, Optional<String> token) {
    this.access = new AccessControl(token);
    this.activity = controlled.activity();
    this.feed = new StateFeed(activity.events(), () -> state(controlled));
    threads.allowCoreThreadTimeOut(true);
    addRoutes(controlled);
  }

  /**
   * Starts serving.
   *
   * @param address port 0 picks a free one
   * @param token what callers must know; empty lets every program of this machine call, and is for
   *     loopback addresses only
   * @throws IOException when the port cannot be had
   */
  public static ControlApi start(
      InetSocketAddress address, Optional<String> token, Controlled controlled) throws IOException {
    if (token.isEmpty() && !address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException("beyond this machine the control API needs a token");
    }
    ControlApi api = new ControlApi(controlled, token);
    ChannelFuture bound = api.bootstrap().bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      api.close();
      throw new IOException(bound.cause().getMessage(), bound.cause());
    }
    api.server = bound.channel();
    return api;
  }

  /** Without a pool of buffers, whose first chunk of 2 MB would never be full here. */
  private ServerBootstrap bootstrap() {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, MOST_UNREAD)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                accept(channel);
              }
            });
  }

  private void accept(Channel channel) {
    connections.add(channel);
    places.take(channel);
    addHandlers(channel.pipeline(), this::answer, threads, places, faults);
  }

  static void addHandlers(
      ChannelPipeline pipeline,
      HttpConnection.Answering answers,
      Executor threads,
      Places places,
      ProgramFaults faults) {
    RequestDeadline deadline = new RequestDeadline(REQUEST_SECONDS);
    pipeline
        .addLast(new IdleStateHandler(true, 0, 0, IDLE_SECONDS, TimeUnit.SECONDS))
        .addLast(deadline)
        .addLast(new RequestDecoder())
        .addLast(new HttpResponseEncoder())
        .addLast(new HttpServerKeepAliveHandler())
        .addLast(new FlowControlHandler())
        .addLast(new HttpConnection(answers, threads, deadline, places, faults));
  }

  private void addRoutes(Controlled controlled) {
    routes.add(ApiRoute.get(PAGE, call -> state(controlled)));
    routes.add(ApiRoute.get("/state", call -> state(controlled)));
    routes.add(
        ApiRoute.get(
            "/history",
            call ->
                activity
                    .history()
                    .view(controlled.station().ask(models -> models.chargerNames()))));
    routes.add(ApiRoute.get(AccessControl.HEALTH, call -> new Health("alive")));
    routes.add(ApiRoute.bare("POST", "/reset", call -> reset(controlled)));
    routes.add(new AwaitRoute(controlled.watches()).route());
    routes.addAll(new ClockRoutes(controlled).routes());
    routes.addAll(new ChargerRoutes(controlled).routes());
    routes.addAll(new RegisterRoutes(controlled).routes());
    routes.addAll(new HouseRoutes(controlled).routes());
    routes.addAll(new LineRoutes(controlled).routes());
  }

  private static void reset(Controlled controlled) {
    try {
      new Reset(controlled).run();
    } catch (ConfigException e) {
      throw new ApiException(409, e.getMessage());
    }
  }

  private static StateOfEverything state(Controlled controlled) {
    ClockRoutes clock = new ClockRoutes(controlled);
    LineRoutes lines = new LineRoutes(controlled);
    return controlled
        .station()
        .ask(
            models ->
                new StateOfEverything(
                    clock.view(),
                    controlled.addresses(),
                    StateView.house(models.house()),
                    StateView.meter(models.meter()),
                    lines.all().lines(),
                    models.chargers().stream().map(StateView::charger).toList()));
  }

  /** Every route, the description and the events among them, as {@code METHOD path}. */
  List<String> describeRoutes() {
    List<String> all = new ArrayList<>(List.of("GET " + Description.YAML, "GET " + EVENTS));
    routes.forEach(route -> all.add(route.method() + " " + route.path()));
    return all;
  }

  /** What the query of the events may have. */
  static List<Key<?>> ofEvents() {
    return List.of(STATE);
  }

  /** The routes that are described as a block of keys or nothing. */
  List<ApiRoute> routes() {
    return routes;
  }

  /** Where it serves. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  private Optional<CompletableFuture<ApiAnswer>> answer(ApiRequest request, Channel channel) {
    access.check(request);
    if (request.path().equals(EVENTS)) {
      onlyGet(request);
      return stream(request, channel).map(CompletableFuture::completedFuture);
    }
    return Optional.of(
        file(request).map(CompletableFuture::completedFuture).orElseGet(() -> call(request)));
  }

  /** What is always the same: the page and the description. */
  private Optional<ApiAnswer> file(ApiRequest request) {
    if (request.path().equals(PAGE) && request.method().equals("GET") && request.wantsPage()) {
      request.query(List.of());
      return Optional.of(ApiAnswer.of(page.page()));
    }
    if (request.path().equals(Description.YAML)) {
      onlyGet(request);
      request.query(List.of());
      return Optional.of(Description.yaml());
    }
    if (PageFiles.isUnder(request.path())) {
      onlyGet(request);
      request.query(List.of());
      return Optional.of(pageFile(request));
    }
    return Optional.empty();
  }

  private ApiAnswer pageFile(ApiRequest request) {
    return page.at(request.path()).map(ApiAnswer::of).orElseThrow(() -> notThere(request));
  }

  private CompletableFuture<ApiAnswer> call(ApiRequest request) {
    List<String> allowed = new ArrayList<>();
    for (ApiRoute route : routes) {
      Optional<Map<String, String>> names = route.match(request.path());
      if (names.isPresent() && route.method().equals(request.method())) {
        Call call = new Call(names.get(), request.query(route.parameters()), request.body());
        Object answer = route.handler().apply(call);
        activity.look();
        return answer instanceof CompletableFuture<?> later
            ? whenItIsThere(route, later)
            : CompletableFuture.completedFuture(ApiAnswer.json(route.status(), answer));
      }
      names.ifPresent(found -> allowed.add(route.method()));
    }
    if (allowed.isEmpty()) {
      throw notThere(request);
    }
    throw notAllowed(request, allowed);
  }

  private static CompletableFuture<ApiAnswer> whenItIsThere(
      ApiRoute route, CompletableFuture<?> later) {
    CompletableFuture<ApiAnswer> answer =
        later.thenApply(value -> ApiAnswer.json(route.status(), value));
    answer.whenComplete((value, error) -> later.cancel(false)); // does nothing to what is complete
    return answer;
  }

  private static ApiException notThere(ApiRequest request) {
    return ApiException.notFound(
        "there is nothing at " + request.path() + "; " + Description.YAML + " says what is");
  }

  private static void onlyGet(ApiRequest request) {
    if (!request.method().equals("GET")) {
      throw notAllowed(request, List.of("GET"));
    }
  }

  private static ApiException notAllowed(ApiRequest request, List<String> allowed) {
    return new ApiException(
        405,
        request.path() + " takes " + String.join(" and ", allowed),
        Map.of("Allow", String.join(", ", allowed)));
  }

  private Optional<ApiAnswer> stream(ApiRequest request, Channel channel) {
    Call call = new Call(Map.of(), request.query(List.of(STATE)), "");
    boolean wishesState = call.parameter(STATE).orElse(false);
    if (request.head()) {
      return Optional.of(new ApiAnswer(200, Events.TYPE, new byte[0], Map.of()));
    }
    if (!activity
        .events()
        .listen(channel, wishesState ? Events.Subscription.STATE : Events.Subscription.CHANGES)) {
      throw new ApiException(503, "too many programs listen already");
    }
    if (wishesState) {
      feed.begin();
    }
    activity.look();
    return Optional.empty();
  }

  /** Whether it is closed and nobody's request is being answered any more. */
  boolean hasEnded() {
    return threads.isTerminated();
  }

  /** Stops serving and ends every stream of events. */
  @Override
  public void close() {
    if (server != null) {
      server.close().awaitUninterruptibly();
    }
    feed.close();
    activity.events().end();
    connections.close().awaitUninterruptibly();
    threads.shutdownNow();
    loops
        .shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
