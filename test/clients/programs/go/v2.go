// Asks the AWS at SANDBOX_URL who it is; with `until-refreshed`, until it has signed
// with two different keys; with `for-each-line`, for each line on standard input.
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func main() {
	ctx := context.Background()
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion("eu-west-1"))
	if err != nil {
		log.Fatal(err)
	}
	client := sts.NewFromConfig(cfg, sts.WithEndpointResolver(sts.EndpointResolverFromURL(os.Getenv("SANDBOX_URL"))))

	if len(os.Args) > 1 && os.Args[1] == "for-each-line" {
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			answer, err := client.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
			if err != nil {
				log.Fatal(err)
			}
			fmt.Println(aws.ToString(answer.Arn))
		}
		return
	}
	wanted := 1
	if len(os.Args) > 1 {
		wanted = 2
	}
	keys := map[string]bool{}
	for end := time.Now().Add(45 * time.Second); len(keys) < wanted && time.Now().Before(end); time.Sleep(500 * time.Millisecond) {
		answer, err := client.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(aws.ToString(answer.Arn))
		credentials, err := cfg.Credentials.Retrieve(ctx)
		if err != nil {
			log.Fatal(err)
		}
		keys[credentials.AccessKeyID] = true
	}
	fmt.Println("keys used:", len(keys))
	if len(keys) != wanted {
		os.Exit(1)
	}
}
