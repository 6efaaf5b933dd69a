package io.securechat.browser;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Made-up messages in English, German and Japanese, and queries that find some of them. The same
/// seed gives the same texts. Some words are frequent and most are rare, as in real text: the n-th
/// word of a language comes about once where the first one comes n times.
final class HistoryCorpus {

  private static final String ENGLISH =
      """
      the to and of we a is for it on that with at can you this will have be not from are about after
      meeting garden window budget river ticket engine letter kitchen module bridge server picture
      morning report supplier harbour concert colour battery answer station weather museum contract
      printer school version island pocket travel cheese folder market signal blanket council memory
      forest invoice planet summer gravel harvest camera balance shelter project lantern question
      carpet village doctor orange theatre captain pencil silver railway customer backup mountain
      """;

  private static final String GERMAN =
      """
      die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch
      Straße Brücke Garten Fenster Rechnung Bäcker Schlüssel Treffen Woche Urlaub Werkzeug Küche
      Bericht Zug Wetter Schule Übung Gerät Vertrag Müll Kabel Nachbar Anfang Ärger Größe Kunde Lager
      Motor Papier Quelle Regen Sommer Tür Ufer Vogel Wald Ziel Apfel Bild Dach Ecke Feier Glas Hafen
      Insel Jahr Kasse Löffel Messe Nadel Ofen Platz Rahmen Schiff Teller Uhr Vorrat Wiese Zeitung
      """;

  private static final String JAPANESE =
      """
      会議 明日 今日 資料 予定 写真 電車 駅前 図書館 天気 東京 京都 大阪 確認 連絡 返事 質問 問題 準備 時間
      場所 仕事 旅行 料理 音楽 映画 学校 先生 友達 家族 部屋 荷物 切符 地図 新聞 手紙 電話 番号 住所 名前
      朝食 昼食 夕食 野菜 果物 牛乳 紅茶 珈琲 砂糖 春休み 夏祭り 秋風 冬山 海岸 公園 美術館 病院 銀行 郵便局
      サーバー プリンター カメラ メニュー チケット ホテル レストラン バス タクシー エンジン データ モデル
      """;

  private static final List<String> PARTICLES = List.of("は", "を", "に", "で", "の", "と", "も");
  private static final List<String> ENDINGS =
      List.of("です。", "ます。", "でした。", "ください。", "でしょうか。", "ですね。");
  private static final List<String> SYLLABLES =
      List.of("ba", "dor", "el", "fin", "gra", "hom", "ir", "kel", "lum", "mat", "nor", "pel");

  /// So many different words a language has; those that are not in its list are composed.
  private static final int WORDS = 15_000;

  private static final int LANGUAGES = 3;

  private final SplittableRandom random;

  HistoryCorpus(long seed) {
    random = new SplittableRandom(seed);
  }

  /// The next message: 3 to 30 words, some with a link, a piece of code or a number.
  String next() {
    int language = random.nextInt(LANGUAGES);
    int words = 3 + random.nextInt(1 + random.nextInt(28));
    String text = language == 2 ? japanese(words) : spaced(language, words);
    return switch (random.nextInt(40)) {
      case 0 -> text + " https://example.org/" + rank();
      case 1 -> text + " `run " + rank() + "`";
      case 2, 3 -> text + " #" + (10_000 + rank());
      default -> text;
    };
  }

  private String spaced(int language, int words) {
    return IntStream.range(0, words)
        .mapToObj(i -> word(language, rank()))
        .collect(Collectors.joining(" "));
  }

  private String japanese(int words) {
    String text =
        IntStream.range(0, words)
            .mapToObj(i -> word(2, rank()) + PARTICLES.get(random.nextInt(PARTICLES.size())))
            .collect(Collectors.joining());
    return text + ENDINGS.get(random.nextInt(ENDINGS.size()));
  }

  /// A number below [#WORDS] by Zipf's law.
  private int rank() {
    return (int) Math.pow(WORDS, random.nextDouble()) - 1;
  }

  private static String word(int language, int rank) {
    String[] listed = listed(language);
    if (rank < listed.length) {
      return listed[rank];
    }
    // Two words become one, as languages make them, and the rest gets names.
    int rest = rank - listed.length;
    int of = listed.length * listed.length;
    String name = language == 2 || rest < of ? "" : name(rest);
    String first = listed[rest % listed.length];
    String second = listed[rest / listed.length % listed.length];
    return name.isEmpty() ? first + second.toLowerCase(Locale.ROOT) : name;
  }

  private static String name(int number) {
    var name = new StringBuilder();
    for (int left = number; left > 0; left /= SYLLABLES.size()) {
      name.append(SYLLABLES.get(left % SYLLABLES.size()));
    }
    return name.toString();
  }

  private static final List<String[]> LISTED =
      List.of(
          ENGLISH.strip().split("\\s+"),
          GERMAN.strip().split("\\s+"),
          JAPANESE.strip().split("\\s+"));

  private static String[] listed(int language) {
    return LISTED.get(language);
  }

  /// Something to search for, of which there are five kinds: a word, the beginning of one, two
  /// words, a phrase, and a word with a filter.
  String query(int number) {
    int language = random.nextInt(LANGUAGES);
    String word = word(language, rank());
    return switch (number % 5) {
      case 0 -> word;
      case 1 -> beginning(word);
      case 2 -> word + " " + word(language, rank() / 10);
      case 3 -> '"' + (language == 2 ? word : phrase(language)) + '"';
      default -> filter(number) + " " + beginning(word);
    };
  }

  private String beginning(String word) {
    return word.substring(0, 1 + random.nextInt(Math.min(4, word.length())));
  }

  /// Two frequent words, so that some messages have them next to each other.
  private String phrase(int language) {
    return word(language, random.nextInt(12)) + " " + word(language, random.nextInt(40));
  }

  private static String filter(int number) {
    return switch (number / 5 % 4) {
      case 0 -> "from:darth";
      case 1 -> "has:link";
      case 2 -> "has:code";
      default -> "after:2020";
    };
  }
}
